// A second code generation into a context of our own.
//
// What the engine needs differs from what the user asked for: no optimisation but lifetime markers
// (clang makes them from level 1 on), every place down to the column, the names of values, and a
// type on every access (from_llvm_memory.c tells the programmer's reads by it).  What would only
// get in the way is left out: checks of sanitizers, profiling, coverage, and stores that
// -ftrivial-auto-var-init adds, which would hide what we look for.
//
// Some of these are options of the language, which the AST context holds for the code generator of
// the compilation too.  They are changed for the time of this code generation only.
#include "lowering.h"

#include "clang/AST/Attr.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/ExternalASTSource.h"
#include "clang/AST/GlobalDecl.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"

#include "records.h"
#include "unwritten.h"

using namespace clang;

namespace {

CodeGenOptions quietOptions(const CodeGenOptions &from)
{
    CodeGenOptions options = from;
    options.OptimizationLevel = 1;
    options.OptimizeSize = 0;
    options.DisableLLVMPasses = 1;
    options.DisableLifetimeMarkers = 0;
    options.DisableO0ImplyOptNone = 1;
    options.DiscardValueNames = 0;
    options.RelaxedAliasing = 0;
    options.StructPathTBAA = 1;
    options.CoverageMapping = 0;
    options.InstrumentFunctions = 0;
    options.InstrumentFunctionsAfterInlining = 0;
    options.InstrumentFunctionEntryBare = 0;
    options.EmitDeclMetadata = 0;
    options.MacroDebugInfo = 0;
    options.SanitizeRecover.clear();
    options.SanitizeTrap.clear();
    options.ProfileInstrumentUsePath.clear();
    options.SampleProfileFile.clear();
    options.SplitDwarfFile.clear();
    options.LinkBitcodeFiles.clear();
    options.DebugPrefixMap.clear();
    // File names then stay as the preprocessor presents them: clang shortens those that share a
    // beginning with this directory, unless it is the root.
    options.DebugCompilationDir = "/";
    options.DwarfVersion = 4; // no checksums of files
    options.DebugColumnInfo = 1;
    compat::setFullDebugInfo(options);
    compat::disableProfiling(options);
    return options;
}

// Options of the language as the private code generation wants them, for as long as this lives.
class QuietLanguage {
  public:
    explicit QuietLanguage(LangOptions &language)
        : language(language), sanitize(language.Sanitize),
          autoInit(language.getTrivialAutoVarInit()), exceptions(language.Exceptions)
    {
        language.Sanitize.clear();
        language.setTrivialAutoVarInit(LangOptions::TrivialAutoVarInitKind::Uninitialized);
        language.Exceptions = 0;
    }
    ~QuietLanguage()
    {
        language.Sanitize = sanitize;
        language.setTrivialAutoVarInit(autoInit);
        language.Exceptions = exceptions;
    }

  private:
    LangOptions &language;
    SanitizerSet sanitize;
    LangOptions::TrivialAutoVarInitKind autoInit;
    unsigned exceptions;
};

// Says that every struct is defined elsewhere, so that it is not described to a debugger: that takes a fifth of
// the code generation, and of all debug information only places and names are read.
class StructsElsewhere : public ExternalASTSource {
  public:
    ExtKind hasExternalDefinitions(const Decl *decl) override
    {
        return isa<RecordDecl>(decl) ? EK_Always : EK_ReplyHazy;
    }
};

// Lets one such source speak, for as long as this lives; where there is a source (of a precompiled header), it stays.
class QuietTypes {
  public:
    explicit QuietTypes(ASTContext &ast) : ast(ast), ours(!ast.getExternalSource())
    {
        if (!ours)
            return;
        // Chains of redeclarations that are walked now remember the source: it stays as long as they do.
        auto *source = new (ast) StructsElsewhere;
        source->Retain();
        ast.setExternalSource(source);
    }
    ~QuietTypes()
    {
        if (ours)
            ast.setExternalSource(nullptr);
    }

  private:
    ASTContext &ast;
    bool ours;
};

// Functions that code generation would drop: static and inline ones that nobody calls.  In system
// headers there are thousands, and nothing is reported there; inline ones of other headers are looked at in
// the files that call them.
bool mustBeAskedFor(const FunctionDecl *function, const SourceManager &sources)
{
    SourceLocation place = sources.getExpansionLoc(function->getLocation());
    return function->doesThisDeclarationHaveABody() && !function->isMultiVersion() &&
           !function->hasAttr<AliasAttr>() && !function->hasAttr<IFuncAttr>() &&
           (function->isInlined() ? sources.isInMainFile(place) : !function->isExternallyVisible()) &&
           !sources.isInSystemHeader(place);
}

} // namespace

PrivateModule::PrivateModule(CompilerInstance &ci, ASTContext &ast,
                             const std::vector<VarDecl *> &tentative)
    : context(std::make_unique<llvm::LLVMContext>()), diagnostics(ast.getSourceManager()),
      options(quietOptions(ci.getCodeGenOpts()))
{
    QuietLanguage quiet(ci.getLangOpts());
    QuietTypes quietTypes(ast);
    context->setDiscardValueNames(false);
    generator =
        compat::createCodeGenerator(ci, diagnostics.get(), "unsown", options, *context);
    generator->Initialize(ast);
    const SourceManager &sources = ast.getSourceManager();
    std::vector<FunctionDecl *> asked;
    for (Decl *decl : ast.getTranslationUnitDecl()->decls()) {
        generator->HandleTopLevelDecl(DeclGroupRef(decl));
        auto *function = dyn_cast<FunctionDecl>(decl);
        if (function && mustBeAskedFor(function, sources))
            asked.push_back(function);
    }
    for (VarDecl *variable : tentative)
        generator->CompleteTentativeDefinition(variable);
    for (FunctionDecl *function : asked)
        generator->GetAddrOfGlobal(GlobalDecl(function), true);
    generator->HandleTranslationUnit(ast);
    if (llvm::Module *made = generator->GetModule()) {
        PrivateRecords records(ast);
        addFacts(ast, *generator, *made, records, decls);
        markUnwritten(ast, records, *generator, *made);
    }
}
