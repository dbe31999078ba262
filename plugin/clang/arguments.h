// The plugin's arguments: -fplugin-arg-unsown-NAME or -fplugin-arg-unsown-NAME=VALUE.
#ifndef UNSOWN_CLANG_ARGUMENTS_H
#define UNSOWN_CLANG_ARGUMENTS_H

#include <cstdint>
#include <string>
#include <vector>

#include "clang/Basic/Diagnostic.h"

#include "c_headers.h"

struct Arguments {
    uint32_t on;             // bit for each enum engine_id
    uint32_t errors = 0;     // those that are errors
    std::vector<std::string> models; // files, in the order given
    std::string sarif, suppressions, ignorelist, audit; // where to write; empty: nowhere
    std::string witness;     // the directory for drivers; empty: none are written
    bool dumpIR = false;
    uint32_t dumpStages = 0; // bit for each enum engine_stage
    bool stats = false;
    uint64_t budget = 0;     // solver steps for one function; 0: the default

    Arguments();
    // False after reporting each bad one.
    bool parse(clang::DiagnosticsEngine &diagnostics, const std::vector<std::string> &arguments);
};

#endif
