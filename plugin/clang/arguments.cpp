// Reading the arguments.  A bad one is an error that names the good ones.
#include "arguments.h"

#include "llvm/ADT/StringRef.h"

namespace {

const char *const usage =
    "warn=ID, no-warn=ID, error=ID, remark=ID, models=FILE, sarif=FILE, suppressions=FILE, "
    "ignorelist=FILE, audit=FILE, witness=DIR, dump=STAGE, stats, budget=N";

// What is told as a remark, on request, and never as a warning.
bool isRemark(int id)
{
    return id == ENGINE_INTENT || id == ENGINE_GAVE_UP;
}

std::string idNames()
{
    std::string names;
    for (int id = 0; id < ENGINE_ID_COUNT; id++)
        if (!isRemark(id))
            names += (names.empty() ? "" : ", ") + std::string(engine_id_name(engine_id(id)));
    return names;
}

std::string stageNames()
{
    std::string names = "ir";
    for (int stage = 0; stage < ENGINE_STAGE_COUNT; stage++)
        names += ", " + std::string(engine_stage_name(engine_stage(stage)));
    return names;
}

// "uninit" and "unsown-uninit" alike.  ENGINE_ID_COUNT if there is no such warning or remark.
int findId(llvm::StringRef name, bool remark)
{
    name.consume_front("unsown-");
    for (int id = 0; id < ENGINE_ID_COUNT; id++)
        if (isRemark(id) == remark && name == engine_id_name(engine_id(id)))
            return id;
    return ENGINE_ID_COUNT;
}

int findStage(llvm::StringRef name)
{
    for (int stage = 0; stage < ENGINE_STAGE_COUNT; stage++)
        if (name == engine_stage_name(engine_stage(stage)))
            return stage;
    return ENGINE_STAGE_COUNT;
}

// What is wrong with the argument, and what would be right; empty when it was taken.
std::string take(Arguments &to, llvm::StringRef argument)
{
    bool hasValue = argument.contains('=');
    llvm::StringRef name = argument.split('=').first, value = argument.split('=').second;
    auto withoutValue = [&] { return "argument '" + name.str() + "' takes no value"; };

    if (name == "stats") {
        if (hasValue)
            return withoutValue();
        to.stats = true;
        return "";
    }
    if (name == "warn" || name == "no-warn" || name == "error") {
        int id = findId(value, false);
        if (id == ENGINE_ID_COUNT)
            return "no warning is called '" + value.str() + "' in argument '" + argument.str() +
                   "'; there are " + idNames();
        uint32_t bit = 1u << id;
        to.on = name == "no-warn" ? to.on & ~bit : to.on | bit;
        if (name == "error")
            to.errors |= bit;
        else
            to.errors &= ~bit;
        return "";
    }
    if (name == "remark") {
        int id = findId(value, true);
        if (id == ENGINE_ID_COUNT)
            return "no remark is called '" + value.str() + "' in argument '" + argument.str() +
                   "'; there are intent, gave-up";
        to.on |= 1u << id;
        return "";
    }
    if (name == "dump") {
        int stage = findStage(value);
        if (value == "ir")
            to.dumpIR = true;
        else if (stage != ENGINE_STAGE_COUNT)
            to.dumpStages |= 1u << stage;
        else
            return "no stage is called '" + value.str() + "' in argument '" + argument.str() +
                   "'; there are " + stageNames();
        return "";
    }
    if (name == "budget") {
        if (value.getAsInteger(10, to.budget) || !to.budget)
            return "argument 'budget' takes a positive number, not '" + value.str() + "'";
        return "";
    }
    if (name == "witness") {
        if (value.empty())
            return "argument 'witness' takes the name of a directory: witness=DIR";
        to.witness = value.str();
        return "";
    }
    std::string *file = name == "sarif"          ? &to.sarif
                        : name == "suppressions" ? &to.suppressions
                        : name == "ignorelist"   ? &to.ignorelist
                        : name == "audit"        ? &to.audit
                                                 : nullptr;
    if (!file && name != "models")
        return "there is no argument '" + argument.str() + "'; there are " + usage;
    if (value.empty())
        return "argument '" + name.str() + "' takes the name of a file: " + name.str() + "=FILE";
    if (file)
        *file = value.str();
    else
        to.models.push_back(value.str());
    return "";
}

} // namespace

Arguments::Arguments()
    : on(1u << ENGINE_UNINIT | 1u << ENGINE_SOMETIMES | 1u << ENGINE_ARGUMENT |
         1u << ENGINE_PROBE | 1u << ENGINE_CLAIM | 1u << ENGINE_STALE)
{
}

bool Arguments::parse(clang::DiagnosticsEngine &diagnostics,
                      const std::vector<std::string> &arguments)
{
    bool good = true;
    for (const std::string &argument : arguments) {
        std::string fault = take(*this, argument);
        if (fault.empty())
            continue;
        unsigned id = diagnostics.getCustomDiagID(clang::DiagnosticsEngine::Error, "unsown: %0");
        diagnostics.Report(id) << fault;
        good = false;
    }
    return good;
}
