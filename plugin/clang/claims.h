// What was proved of an intentional read, in words.
#ifndef UNSOWN_CLANG_CLAIMS_H
#define UNSOWN_CLANG_CLAIMS_H

#include <string>
#include <vector>

#include "c_headers.h"

// A note in words; where it stands is a place of the program.
struct ClaimNote {
    uint32_t function;
    prog_loc loc; // line 0: at the read itself
    std::string text;
    bool isStep;
};

// "proved", "not proved: …", "does not hold": for remarks and the audit list.
std::string verdictText(const claim_result &claim);
// "undecided" and its reason, or how the claim fails: one clause, without the verdict; "" if proved.
std::string reasonText(const claim_result &claim);
// The warning about a claim that fails.
std::string claimText(const claim_result &claim);
// Of a claim that fails the two values, the path in order and the outcomes; and of all what is taken as given.
std::vector<ClaimNote> claimNotes(const claim_result &claim);

#endif
