// Reading the pragmas as they go by.
#include "pragmas.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

#include "compat.h"

#include "c_headers.h"

using namespace clang;

namespace {

uint32_t idsOf(llvm::StringRef group)
{
    const uint32_t all = (1u << ENGINE_ID_COUNT) - 1;
    if (group == "uninitialized" || group == "everything")
        return all;
    if (group == "maybe-uninitialized" || group == "sometimes-uninitialized" ||
        group == "conditional-uninitialized")
        return 1u << ENGINE_SOMETIMES | 1u << ENGINE_ARGUMENT | 1u << ENGINE_MAYBE;
    if (group.consume_front("unsown-"))
        for (int id = 0; id < ENGINE_ID_COUNT; id++)
            if (group == engine_id_name(engine_id(id)))
                return 1u << id;
    return 0;
}

// Skips blanks, and the backslashes that escape quotes in a _Pragma.
const char *skip(const char *text)
{
    while (*text == ' ' || *text == '\t' || *text == '\\')
        text++;
    return text;
}

bool accept(const char *&text, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(text, word, length) != 0)
        return false;
    text = skip(text + length);
    return true;
}

} // namespace

// GCC diagnostic push|pop|ignored "-Wgroup"|warning "-Wgroup"|error "-Wgroup"
void Pragmas::read(SourceLocation place, const char *text)
{
    text = skip(text);
    if (accept(text, "#") && !accept(text, "pragma"))
        return;
    if (accept(text, "_Pragma") && !(accept(text, "(") && accept(text, "\"")))
        return;
    if (!(accept(text, "GCC") || accept(text, "clang")) || !accept(text, "diagnostic"))
        return;
    uint32_t silenced = current();
    if (accept(text, "push")) {
        pushed.push_back(silenced);
        return;
    }
    if (accept(text, "pop")) {
        if (pushed.empty())
            return;
        silenced = pushed.back();
        pushed.pop_back();
    } else {
        bool ignored = accept(text, "ignored");
        if (!ignored && !accept(text, "warning") && !accept(text, "error"))
            return;
        if (!accept(text, "\"") || !accept(text, "-W"))
            return;
        uint32_t ids = idsOf(llvm::StringRef(text, strspn(text, "abcdefghijklmnopqrstuvwxyz-")));
        silenced = ignored ? silenced | ids : silenced & ~ids;
    }
    if (silenced != current())
        changes.push_back({place, silenced});
}

class PragmaListener : public PPCallbacks {
  public:
    PragmaListener(Pragmas &pragmas, const SourceManager &sources)
        : pragmas(pragmas), sources(sources)
    {
    }
    void PragmaDirective(SourceLocation location, PragmaIntroducerKind) override
    {
        bool invalid = false;
        const char *text = sources.getCharacterData(sources.getSpellingLoc(location), &invalid);
        if (!invalid)
            pragmas.read(sources.getExpansionLoc(location), text);
    }

  private:
    Pragmas &pragmas;
    const SourceManager &sources;
};

void Pragmas::listen(Preprocessor &preprocessor)
{
    preprocessor.addPPCallbacks(
        std::make_unique<PragmaListener>(*this, preprocessor.getSourceManager()));
}

uint32_t Pragmas::silencedAt(const SourceManager &sources, SourceLocation place) const
{
    if (changes.empty() || place.isInvalid())
        return 0;
    place = sources.getExpansionLoc(place);
    auto after = std::partition_point(changes.begin(), changes.end(), [&](const auto &change) {
        return sources.isBeforeInTranslationUnit(change.first, place);
    });
    return after == changes.begin() ? 0 : std::prev(after)->second;
}
