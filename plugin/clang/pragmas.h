// Where the source silences warnings: `#pragma GCC diagnostic ignored "-W..."`, clang's too, between
// push and pop, also by _Pragma.
//
// Who silences the compilers' own warnings about uninitialized variables somewhere silences ours:
//
//   -Wuninitialized                                     every id
//   -Wmaybe-uninitialized, -Wsometimes-uninitialized,   what hangs on the path: unsown-sometimes,
//   -Wconditional-uninitialized                         unsown-argument
//   -Wunsown-ID                                         that id
//
// clang knows neither GCC's groups nor ours, so the pragmas are read here, from their text.  What it
// gives up: a _Pragma whose text a macro's arguments make.
#ifndef UNSOWN_CLANG_PRAGMAS_H
#define UNSOWN_CLANG_PRAGMAS_H

#include <cstdint>
#include <utility>
#include <vector>

#include "clang/Basic/SourceLocation.h"

namespace clang {
class Preprocessor;
class SourceManager;
} // namespace clang

class Pragmas {
  public:
    // Listens from now on; must live until the preprocessor is done.
    void listen(clang::Preprocessor &preprocessor);
    // The ids silenced at the place: bit for each enum engine_id.
    uint32_t silencedAt(const clang::SourceManager &sources, clang::SourceLocation place) const;

  private:
    friend class PragmaListener;
    std::vector<std::pair<clang::SourceLocation, uint32_t>> changes; // in order; from there on
    std::vector<uint32_t> pushed;

    uint32_t current() const { return changes.empty() ? 0 : changes.back().second; }
    void read(clang::SourceLocation place, const char *text);
};

#endif
