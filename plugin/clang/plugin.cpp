// The plugin: registration, and what is done with a translation unit.
//
// It runs before the main action's consumer sees the end of the translation unit, because -Werror
// has to stop that one from writing an object file.  It does nothing for languages other than C,
// for translation units with errors, and for those without code.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/MemoryBuffer.h"

#include "access.h"
#include "annotations.h"
#include "arguments.h"
#include "drivers.h"
#include "lowering.h"
#include "pragmas.h"
#include "rendering.h"
#include "reports.h"

#include "c_headers.h"

using namespace clang;

namespace {

template <class T, void (*release)(T *)> struct Release {
    void operator()(T *t) const { release(t); }
};
using Program = std::unique_ptr<prog_program, Release<prog_program, prog_free>>;
using Models = std::unique_ptr<contract_set, Release<contract_set, contract_set_free>>;
using Result = std::unique_ptr<engine_result, Release<engine_result, engine_result_free>>;

void reportError(DiagnosticsEngine &diagnostics, const std::string &text)
{
    diagnostics.Report(diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "unsown: %0"))
        << text;
}

// Of the models built in those that the program needs, then the user's files.  False after reporting
// what is wrong.
bool readModels(DiagnosticsEngine &diagnostics, SourceManager &sources, const prog_program &program,
                const std::vector<std::string> &files, contract_set *models)
{
    contract_error error;
    if (!contract_parse_for(models, &program, contract_builtin_count, contract_builtin, &error)) {
        reportError(diagnostics, std::string(error.file) + ":" + std::to_string(error.line) + ": " +
                                     error.message);
        return false;
    }
    for (const std::string &file : files) {
        auto buffer = llvm::MemoryBuffer::getFile(file);
        if (!buffer) {
            reportError(diagnostics, "cannot read the models in '" + file +
                                         "': " + buffer.getError().message());
            return false;
        }
        llvm::StringRef text = (*buffer)->getBuffer();
        if (contract_parse(models, file.c_str(), text.data(), text.size(), &error))
            continue;
        // There will be no object file now, so the file may become part of the sources.
        FileID id = sources.createFileID(std::move(*buffer));
        unsigned custom = diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "unsown: %0");
        diagnostics.Report(sources.translateLineCol(id, error.line, error.column), custom)
            << error.message;
        return false;
    }
    return true;
}

void dumpIR(const llvm::Module &module)
{
    std::string text;
    llvm::raw_string_ostream stream(text);
    module.print(stream, nullptr);
    stream.flush();
    fwrite(text.data(), 1, text.size(), stdout);
}

// The engine runs on a thread of its own, for which the library would keep memory apart: it then gets nothing
// of what was freed here, and the compiler nothing of what the engine frees.
void shareMemory()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
#endif
}

#define KEPT_BYTES (size_t(32) << 20)

// What was freed is there for the next stage, which is faster than to ask the system for it again.  Of a large file
// it goes back: the next stage does not fit into all of the gaps, and the peak would be the sum of what all need.
void giveBack()
{
#if defined __GLIBC__ && __GLIBC_PREREQ(2, 33)
    if (mallinfo2().fordblks > KEPT_BYTES)
        malloc_trim(0);
#elif defined __GLIBC__
    malloc_trim(0);
#endif
}

class UnsownConsumer : public ASTConsumer {
  public:
    UnsownConsumer(CompilerInstance &ci, const Arguments &arguments)
        : ci(ci), arguments(arguments)
    {
        pragmas.listen(ci.getPreprocessor());
    }

    void CompleteTentativeDefinition(VarDecl *variable) override
    {
        tentative.push_back(variable);
    }
    void HandleTranslationUnit(ASTContext &ast) override;

  private:
    CompilerInstance &ci;
    Arguments arguments;
    std::vector<VarDecl *> tentative;
    Pragmas pragmas;

    void analyse(ASTContext &ast, PrivateModule &lowered);
};

void UnsownConsumer::HandleTranslationUnit(ASTContext &ast)
{
    if (ci.getDiagnostics().hasUncompilableErrorOccurred())
        return;
    PrivateModule lowered(ci, ast, tentative);
    if (!lowered.module())
        return;
    analyse(ast, lowered);
    giveBack();
    fflush(stdout);
}

void UnsownConsumer::analyse(ASTContext &ast, PrivateModule &lowered)
{
    DiagnosticsEngine &diagnostics = ci.getDiagnostics();
    if (arguments.dumpIR)
        dumpIR(*lowered.module());

    prog_from_llvm_options options = {};
    options.va_list_size =
        uint64_t(ast.getTypeSizeInChars(ast.getBuiltinVaListType()).getQuantity());
    // Bodies are the largest thing in memory: each goes as soon as the program has it.
    options.done = [](LLVMValueRef function) { llvm::unwrap<llvm::Function>(function)->deleteBody(); };
    Program program(prog_from_llvm(llvm::wrap(lowered.module()), &options));
    if (!program)
        return; // a target with pointers of neither 32 nor 64 bits
    prog_verify_error fault;
    if (!prog_verify(program.get(), &fault)) {
        // A fault of ours must not stop anybody's compilation, but it must be seen, -w or not.
        diagnostics.Report(diagnostics.getCustomDiagID(
            DiagnosticsEngine::Warning,
            "this file was not analysed: unsown made an invalid program of it: %0 "
            "[unsown-internal]"))
            << fault.message;
        return;
    }

    lowered.dropModule(); // no longer needed
    Models models(contract_set_new());
    if (!readModels(diagnostics, ast.getSourceManager(), *program, arguments.models, models.get()))
        return;

    giveBack();
    shareMemory();
    engine_options run = {};
    run.models = models.get();
    run.budget = arguments.budget;
    run.dump = arguments.dumpStages ? stdout : nullptr;
    run.dump_stages = arguments.dumpStages;
    run.wanted = arguments.on;
    run.inputs = !arguments.witness.empty();
    Result result(engine_run(program.get(), &run));
    if (arguments.stats)
        engine_print_stats(stderr, &result->stats);
    std::vector<Rendered> rendered =
        renderFindings(ci, ast, *program, *result, lowered.declarations(), arguments, pragmas);
    checkAnnotations(ci, ast, *program, lowered.declarations(), arguments);
    emitFindings(diagnostics, rendered);
    writeReports(ci, ast, *program, *result, lowered.declarations(), arguments, rendered);
    if (!arguments.witness.empty())
        writeDrivers(ci, ast, *program, lowered.declarations(), rendered, arguments.witness);
}

class UnsownAction : public PluginASTAction {
  public:
    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &ci, llvm::StringRef) override
    {
        const LangOptions &language = ci.getLangOpts();
        if (language.CPlusPlus || language.ObjC || language.OpenCL || language.CUDA ||
            language.isCompilingModule() ||
            ci.getFrontendOpts().ProgramAction == frontend::GeneratePCH)
            return std::make_unique<ASTConsumer>();
        forgetAccess();
        return std::make_unique<UnsownConsumer>(ci, arguments);
    }
    bool ParseArgs(const CompilerInstance &ci, const std::vector<std::string> &list) override
    {
        return arguments.parse(ci.getDiagnostics(), list);
    }
    ActionType getActionType() override { return AddBeforeMainAction; }

  private:
    Arguments arguments;
};

// A plugin talks to clang through classes whose layout changes with every release.  The name of
// the running clang is the one thing that can be asked safely; this has to happen before anything
// is registered.
struct VersionCheck {
    VersionCheck()
    {
        std::string running = getClangFullVersion();
        size_t at = running.find("version ");
        int major = at == std::string::npos ? 0 : atoi(running.c_str() + at + 8);
        if (major == CLANG_VERSION_MAJOR)
            return;
        fprintf(stderr,
                "error: unsown: this plugin was built for clang %d and is loaded by clang %d; "
                "use unsown-%d.so\n",
                CLANG_VERSION_MAJOR, major, major);
        // Without the destructors of two releases of one library, which do not get along.
        fflush(stderr);
        _exit(1);
    }
};
const VersionCheck versionCheck;

const FrontendPluginRegistry::Add<UnsownAction>
    registration("unsown", "find reads of uninitialized memory");

} // namespace
