// Words for verdicts and counterexamples.
//
// A counterexample is two values of the trash and what each leads to.  Values are told as the program
// would print them: small ones in decimal, others in hexadecimal.
#include "claims.h"

#include <cstdio>

namespace {

std::string number(uint64_t value, uint32_t bits)
{
    char text[40];
    uint64_t all = bits < 64 ? (uint64_t(1) << bits) - 1 : ~uint64_t(0);
    value &= all;
    if (bits > 8 && value > all - 256)
        snprintf(text, sizeof text, "-%llu", (unsigned long long)(all - value + 1));
    else
        snprintf(text, sizeof text, value < 4096 ? "%llu" : "0x%llx", (unsigned long long)value);
    return text;
}

std::string quoted(const char *name) { return std::string("'") + name + "'"; }

std::string callee(const claim_result &claim)
{
    return claim.subject ? quoted(claim.subject) : "a function";
}

std::string outcomeText(const claim_result &claim)
{
    switch (claim.outcome) {
    case CLAIM_RETURNS: return "the result of the function depends on the value read";
    case CLAIM_ENDS: return "whether the function returns depends on the value read";
    case CLAIM_MEMORY:
        return claim.subject ? "what is left in " + quoted(claim.subject) +
                                   " depends on the value read"
                             : "memory that outlives the call depends on the value read";
    case CLAIM_CALLS: return "whether " + callee(claim) + " is called depends on the value read";
    case CLAIM_ARGUMENTS:
        return "what " + (claim.subject ? callee(claim) : "code that cannot be seen") +
               " is given depends on the value read";
    case CLAIM_SEES:
        return "memory that " + callee(claim) + " can see depends on the value read";
    case CLAIM_OUTSIDE:
        return "the value read leads outside " +
               (claim.subject ? quoted(claim.subject) : "the memory that may be accessed");
    case CLAIM_UNBOUNDED: return "the value read leads into memory of unknown size";
    case CLAIM_STORED: return "the value read is stored in memory that outlives the call";
    case CLAIM_RETURNED: return "the value read is returned";
    case CLAIM_PASSED:
        return "the value read is passed on to " +
               (claim.subject ? callee(claim) : "code that cannot be seen");
    case CLAIM_LOOKED_AT: return "the value read is looked at, not only copied";
    case CLAIM_CONTRADICTION:
        return "what is given contradicts itself, or is never true here, and so proves anything";
    default: return "the value read makes a difference";
    }
}

// What one of the two values leads to.
std::string caseText(const claim_result &claim, int side)
{
    std::string value = claim.value_bits ? number(claim.values[side], claim.value_bits) : "";
    switch (claim.outcome) {
    case CLAIM_RETURNS: case CLAIM_RETURNED: return "the function returns " + value;
    case CLAIM_MEMORY: case CLAIM_STORED: return value + " is stored here";
    case CLAIM_ARGUMENTS: case CLAIM_PASSED: return "the argument is " + value;
    default: return "";
    }
}

// Parameters of the function in that run.
std::string inputsText(const claim_result &claim)
{
    std::string text;
    for (uint32_t i = 0; i < claim.n_inputs; i++)
        text += (i ? ", '" : ", where '") + std::string(claim.inputs[i].name) + "' is " +
                number(claim.inputs[i].value, claim.inputs[i].bits);
    return text;
}

} // namespace

std::string reasonText(const claim_result &claim)
{
    if (claim.verdict == CLAIM_PROVED)
        return "";
    if (claim.verdict == CLAIM_FAILED)
        return outcomeText(claim);
    switch (claim.doubt) {
    case CLAIM_BUDGET: return "the proof is too much work";
    case CLAIM_LOOP: return "the value read may decide how often a loop runs";
    case CLAIM_ONE_LOOPS: return "the value read decides whether a loop is entered";
    case CLAIM_IRREDUCIBLE: return "a jump leads into the middle of a loop";
    case CLAIM_UNKNOWN_SIZE:
        return "nothing says how large the memory is that the value read leads into";
    case CLAIM_APPROXIMATED: return "a difference was found that may not be real";
    case CLAIM_STRANGE: return "the function does something that the proof does not understand";
    case CLAIM_NO_SINK:
        return "the first word of the reason names no parameter, function or variable that the "
               "entropy goes to";
    case CLAIM_NOT_REACHED: return "no path leads to the read";
    default: return "there is no proof";
    }
}

std::string verdictText(const claim_result &claim)
{
    if (claim.verdict == CLAIM_PROVED) {
        std::string text = "proved";
        if (claim.stronger < claim.claim)
            text += std::string("; '") + claim_name(claim.stronger) + "' can be claimed as well";
        return text;
    }
    if (claim.verdict == CLAIM_FAILED)
        return "does not hold";
    return "not proved: " + reasonText(claim);
}

std::string claimText(const claim_result &claim)
{
    if (claim.outcome == CLAIM_UNWRITTEN)
        return "the contract says that what " + quoted(claim.subject) +
               " points to is initialized on return; here it need not be";
    if (claim.outcome == CLAIM_NOT_ZEROED)
        return "the contract says that what is returned holds zeros; here it need not";
    return std::string("claim '") + claim_name(claim.claim) + "' does not hold: " +
           outcomeText(claim);
}

std::vector<ClaimNote> claimNotes(const claim_result &claim)
{
    std::vector<ClaimNote> notes;
    if (claim.outcome == CLAIM_CONTRADICTION) {
        for (uint32_t i = 0; i < claim.n_given; i++)
            notes.push_back({claim.function, claim.given[i], "this is given", false});
        return notes;
    }
    if (claim.verdict != CLAIM_FAILED) { // what it rests on
        for (uint32_t i = 0; i < claim.n_given; i++)
            notes.push_back({claim.function, claim.given[i], "this is taken as given", false});
        return notes;
    }
    prog_loc here = {};
    if (claim.trash_bits) {
        std::string text = "suppose that " + number(claim.trash[0], claim.trash_bits);
        bool two = claim.outcome != CLAIM_OUTSIDE && claim.outcome != CLAIM_LOOKED_AT;
        if (two)
            text += " is read in one run and " + number(claim.trash[1], claim.trash_bits) +
                    " in another";
        else
            text += " is read";
        text += inputsText(claim);
        notes.push_back({claim.function, here, text, false});
    }
    for (uint32_t i = 0; i < claim.n_steps; i++) {
        const claim_step &step = claim.steps[i];
        std::string text = step.kind == CLAIM_STEP_TRUE ? "this condition is true"
                                                        : "this condition is false";
        if (step.other)
            text += step.kind == CLAIM_STEP_TRUE ? " in the first, false in the second"
                                                 : " in the first, true in the second";
        notes.push_back({step.function, step.loc, text, true});
    }
    std::string text;
    if (claim.outcome == CLAIM_UNWRITTEN)
        text = "byte " + number(claim.values[0], claim.value_bits) + " of " +
               number(claim.values[1], claim.value_bits) + " is left as it was" + inputsText(claim);
    else if (claim.outcome == CLAIM_NOT_ZEROED)
        text = "byte " + number(claim.values[0], claim.value_bits) + " of " +
               number(claim.values[1], claim.value_bits) + " need not be zero" + inputsText(claim);
    else if (claim.outcome == CLAIM_OUTSIDE && claim.value_bits)
        text = "this is byte " + number(claim.values[0], claim.value_bits) + " of " +
               (claim.subject ? quoted(claim.subject) : "memory") + ", which has " +
               number(claim.values[1], claim.value_bits);
    else if (claim.outcome == CLAIM_OUTSIDE)
        text = "this address is not known to be one that may be accessed";
    else if (claim.outcome == CLAIM_CALLS)
        text = "one of the runs makes this call, the other does not";
    else if (claim.outcome == CLAIM_SEES)
        text = "memory differs when this call is made";
    else if (claim.outcome == CLAIM_ENDS)
        text = "one of the runs returns, the other does not";
    else if (claim.outcome == CLAIM_LOOKED_AT)
        text = "it is looked at here";
    else if (!caseText(claim, 0).empty() && claim.value_bits)
        text = caseText(claim, 0) + " in the first run, " +
               number(claim.values[1], claim.value_bits) + " in the second";
    if (!text.empty())
        notes.push_back({claim.outcome_in, claim.outcome_at, text, true});
    for (uint32_t i = 0; i < claim.n_given; i++)
        notes.push_back({claim.function, claim.given[i], "this is taken as given", false});
    return notes;
}
