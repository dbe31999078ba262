// Words, severities and fix-its.
//
// The manner is clang's: lower case, the variable or field named, the id in brackets at the end.
// Custom diagnostics cannot be mapped by -Werror and -w alike in all releases; so both are looked
// at here and the severity is chosen before anything is emitted.
#include "rendering.h"

#include <algorithm>

#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

#include "claims.h"
#include "compat.h"
#include "naming.h"
#include "places.h"

using namespace clang;

namespace {

class Renderer {
  public:
    Renderer(CompilerInstance &ci, ASTContext &ast, const prog_program &program,
             const engine_result &result, const Declarations &declarations,
             const Arguments &arguments, const Pragmas &pragmas)
        : ci(ci), ast(ast), sources(ast.getSourceManager()), program(program), result(result),
          declarations(declarations), arguments(arguments), pragmas(pragmas), places(ast, program)
    {
    }

    // False if the finding is not to be shown at all.
    bool render(const engine_finding &finding, Rendered &out);

  private:
    CompilerInstance &ci;
    ASTContext &ast;
    const SourceManager &sources;
    const prog_program &program;
    const engine_result &result;
    const Declarations &declarations;
    const Arguments &arguments;
    const Pragmas &pragmas;
    Places places;

    DiagnosticsEngine::Level levelOf(engine_id id) const;
    bool isSilenced(const engine_finding &finding, SourceLocation place);
    const FunctionDecl *functionOf(uint32_t index) const;
    const Expr *readExpression(const engine_finding &finding, const FunctionDecl *function,
                               const VarDecl *variable);
    std::string subject(const engine_finding &finding, const Expr *read, const VarDecl *variable);
    std::string argumentText(const engine_finding &finding) const;
    std::string excessText(const engine_finding &finding, const std::string &subject) const;
    std::string textOf(const engine_finding &finding, const std::string &subject) const;
    std::string stepText(const engine_step &step, const std::string &object) const;
    void addOrigin(const engine_finding &finding, const VarDecl *variable, Rendered &out);
    SourceLocation beginOfCondition(const FunctionDecl *function, prog_loc place);
    const claim_result *claimOf(const engine_finding &finding) const;
    void addClaimNotes(const claim_result &claim, Rendered &out);
    void addFixIt(const VarDecl *variable, RenderedNote &note);
    void addMaker(const engine_finding &finding, Rendered &out);
    static void addUnwritten(const Expr *read, Rendered &out);
};

DiagnosticsEngine::Level Renderer::levelOf(engine_id id) const
{
    const DiagnosticsEngine &diagnostics = ci.getDiagnostics();
    if (id == ENGINE_INTENT || id == ENGINE_GAVE_UP)
        return DiagnosticsEngine::Remark;
    if (arguments.errors >> id & 1)
        return DiagnosticsEngine::Error;
    if (diagnostics.getIgnoreAllWarnings())
        return DiagnosticsEngine::Ignored;
    return diagnostics.getWarningsAsErrors() ? DiagnosticsEngine::Error
                                             : DiagnosticsEngine::Warning;
}

const FunctionDecl *Renderer::functionOf(uint32_t index) const
{
    if (index >= program.n_functions)
        return nullptr;
    auto *function =
        dyn_cast_or_null<FunctionDecl>(declarations.find(program.functions[index].decl));
    return function && function->getDefinition() ? function->getDefinition() : function;
}

// By a pragma around the place, or around the read in the function called.
bool Renderer::isSilenced(const engine_finding &finding, SourceLocation place)
{
    uint32_t silenced = pragmas.silencedAt(sources, place);
    if (finding.id == ENGINE_ARGUMENT && finding.callee_read.line)
        if (const FunctionDecl *reader = functionOf(finding.callee_read_in))
            silenced |= pragmas.silencedAt(sources, places.find(reader, finding.callee_read));
    return silenced >> finding.id & 1;
}

// What an increment or a compound assignment changes; NULL for any other expression.
const Expr *updatedBy(const Expr *expr)
{
    if (const auto *unary = dyn_cast<UnaryOperator>(expr))
        return unary->isIncrementDecrementOp() ? unary->getSubExpr() : nullptr;
    const auto *assignment = dyn_cast<CompoundAssignOperator>(expr);
    return assignment ? assignment->getLHS() : nullptr;
}

// The lvalue that is read at the finding's place; one that belongs to the variable if there are
// several, as in a macro.
const Expr *Renderer::readExpression(const engine_finding &finding, const FunctionDecl *function,
                                     const VarDecl *variable)
{
    const Expr *best = nullptr;
    int bestRank = 0;
    for (const PlaceNode &node : places.nodes(function, finding.loc)) {
        const auto *expr = dyn_cast_or_null<Expr>(node.statement);
        // `x++` and `x += 1` read x where the operator stands.
        const Expr *updated = expr ? updatedBy(expr) : nullptr;
        if (updated)
            expr = updated;
        if (!expr || expr->getType()->isFunctionType())
            continue;
        expr = expr->IgnoreParens();
        if (!expr->isGLValue() && !isa<MemberExpr>(expr)) // `f().x` is a value before clang 20
            continue;
        auto *unary = dyn_cast<UnaryOperator>(expr);
        if (!isa<DeclRefExpr>(expr) && !isa<MemberExpr>(expr) && !isa<ArraySubscriptExpr>(expr) &&
            !(unary && unary->getOpcode() == UO_Deref))
            continue;
        if (!updated && sources.getPresumedLoc(expr->getExprLoc()).getColumn() != finding.loc.column)
            continue; // only begins there
        int rank = variable && variableOf(expr) == variable ? 2 : 1;
        if (rank > bestRank) {
            best = expr;
            bestRank = rank;
        }
    }
    return best;
}

std::string Renderer::subject(const engine_finding &finding, const Expr *read,
                              const VarDecl *variable)
{
    const engine_object_ref &object = finding.object;
    if (object.kind == ENGINE_OBJECT_POINTEE) {
        std::string name = read ? nameOfLvalue(read) : "";
        return name.empty() ? std::string("memory behind '") + object.name + "'" : name;
    }
    if (variable) {
        if (read && variableOf(read) == variable) {
            std::string name = nameOfLvalue(read);
            if (!name.empty())
                return name;
        }
        return nameOfBits(ast, variable, object.offset, object.width);
    }
    if (object.kind == ENGINE_OBJECT_HEAP && read && variableOf(read) == nullptr)
        if (std::string name = nameOfLvalue(read); !name.empty())
            return name;
    if (object.kind == ENGINE_OBJECT_HEAP && object.name && *object.name)
        return std::string("memory from '") + object.name + "'";
    if (object.name && *object.name)
        return std::string("variable '") + object.name + "'";
    std::string name = read ? nameOfLvalue(read) : "";
    return name.empty() ? "memory" : name;
}

std::string ordinal(uint32_t n)
{
    static const char *const words[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    return n < 6 ? words[n] : std::to_string(n + 1) + "th";
}

// "'foo' reads '*p'": what the function called does with its argument.
std::string Renderer::argumentText(const engine_finding &finding) const
{
    if (finding.callee && finding.field)
        return std::string("'") + finding.callee + "' reads field '" + finding.field + "' of its " +
               ordinal(finding.argument) + " argument, but that field is uninitialized";
    if (!finding.callee)
        return "the function called here reads through its " + ordinal(finding.argument) +
               " argument";
    std::string callee = std::string("'") + finding.callee + "'";
    uint32_t index = prog_find_function(&program, finding.callee);
    if (index != PROG_NONE && finding.argument < program.functions[index].n_params) {
        const char *name = program.functions[index].params[finding.argument].name;
        if (name && *name && std::string(name).compare(0, 2, "__") != 0)
            return callee + " reads '*" + name + "'";
    }
    return callee + " reads through its " + ordinal(finding.argument) + " argument";
}

// What was too much, and what that means for what was told.
std::string Renderer::excessText(const engine_finding &finding, const std::string &subject) const
{
    std::string name = std::string("function '") + program.functions[finding.function].name + "'";
    switch (finding.excess) {
    case ENGINE_EXCESS_STEPS:
        return "gave up here: whether " + subject +
               " is initialized takes more steps than the budget has";
    case ENGINE_EXCESS_MEMORY:
        return "gave up on parts of " + name +
               ": too many writes to follow; what some of its reads see counts as initialized";
    case ENGINE_EXCESS_PATHS:
        return "gave up on parts of " + name + ": too many paths; some were not followed to their end";
    default: return "gave up on " + name + ": it uses types of which the size is not known";
    }
}

std::string Renderer::textOf(const engine_finding &finding, const std::string &subject) const
{
    bool heap = compat::startsWith(subject, "memory from ");
    switch (finding.id) {
    case ENGINE_UNINIT:
        return heap ? subject + " is read before anything is written to it"
                    : subject + " is uninitialized when it is read here";
    case ENGINE_SOMETIMES:
        return heap ? subject + " may be read before anything is written to it"
                    : subject + " may be read before it is initialized";
    case ENGINE_ARGUMENT:
        return argumentText(finding) + (finding.field ? "" : ", but this argument points to uninitialized memory");
    case ENGINE_PROBE:
        return "read through a pointer that was moved outside the object it was derived from; "
               "nothing says that this memory is initialized";
    case ENGINE_LEAK: return "uninitialized bytes of " + subject + " leave the program here";
    case ENGINE_MAYBE:
        return subject + " is uninitialized here unless code that cannot be seen initializes it";
    case ENGINE_CLAIM: return claimText(*claimOf(finding));
    case ENGINE_STALE:
        return "nothing uninitialized can be read here any more; the annotation can go";
    case ENGINE_INTENT: {
        llvm::StringRef intent = finding.intent ? finding.intent : "";
        auto [claim, why] = intent.split(':');
        const claim_result *proof = claimOf(finding);
        return "intentional read, claimed '" + claim.str() + "': " + why.str() +
               (proof ? " (" + verdictText(*proof) + ")" : "");
    }
    case ENGINE_GAVE_UP: return excessText(finding, subject);
    default: return subject;
    }
}

const claim_result *Renderer::claimOf(const engine_finding &finding) const
{
    return finding.claim < result.n_claims ? &result.claims[finding.claim] : nullptr;
}

void Renderer::addClaimNotes(const claim_result &claim, Rendered &out)
{
    for (const ClaimNote &note : claimNotes(claim)) {
        const FunctionDecl *function = functionOf(note.function);
        SourceLocation location = !note.loc.line ? out.location
                                  : note.isStep  ? beginOfCondition(function, note.loc)
                                                 : places.find(function, note.loc);
        location = sources.getExpansionLoc(location);
        out.notes.push_back({location, note.text, "", {}, note.isStep});
    }
}

std::string Renderer::stepText(const engine_step &step, const std::string &object) const
{
    std::string when;
    if (step.subject && *step.subject && step.has_value)
        when = std::string(" when '") + step.subject + "' is " +
               (step.is_pointer ? step.value ? "not null" : "null" : std::to_string(step.value));
    switch (step.kind) {
    case ENGINE_STEP_TRUE: return "this condition is true" + when;
    case ENGINE_STEP_FALSE: return "this condition is false" + when;
    case ENGINE_STEP_CASE:
        return "this switch goes to the case of " + std::to_string(step.value);
    case ENGINE_STEP_DEFAULT: return "no case of this switch matches" + when;
    case ENGINE_STEP_CALL: {
        std::string text = "this call";
        if (step.callee && *step.callee) {
            const FunctionDecl *callee = functionOf(prog_find_function(&program, step.callee));
            text += " of '" + (callee ? callee->getNameAsString() : step.callee) + "'";
        }
        text += " leaves " + object + " uninitialized";
        return step.has_value ? text + " and returns " + std::to_string(step.value) : text;
    }
    case ENGINE_STEP_BEGIN: return object + " comes to life again here, without its old value";
    case ENGINE_STEP_LOOP_SKIPPED: return "this loop is not entered" + when;
    }
    return "";
}

// Branches stand at the operator of a condition; people look for where it begins.
SourceLocation Renderer::beginOfCondition(const FunctionDecl *function, prog_loc place)
{
    SourceLocation location = places.find(function, place);
    for (const PlaceNode &node : places.nodes(function, place)) {
        auto *expr = dyn_cast_or_null<Expr>(node.statement);
        if (expr && expr->getExprLoc() == node.location && expr->getBeginLoc().isFileID())
            return expr->getBeginLoc();
    }
    return location;
}

// An initializer where the declaration ends, if it is plain where that is.
void Renderer::addFixIt(const VarDecl *variable, RenderedNote &note)
{
    QualType type = variable->getType();
    if (variable->hasInit() || isa<ParmVarDecl>(variable) || variable->hasAttr<AsmLabelAttr>() ||
        variable->getBeginLoc().isMacroID() || variable->getEndLoc().isMacroID() ||
        type->isVariablyModifiedType() || type->isAtomicType() || type->isVectorType())
        return;
    std::string value;
    if (type->isAnyPointerType())
        value = ci.getPreprocessor().isMacroDefined("NULL") ? "NULL" : "0";
    else if (type->isRealFloatingType())
        value = "0.0";
    else if (type->isScalarType())
        value = "0";
    else if (type->isRecordType() || type->isArrayType())
        value = "{0}";
    else
        return;
    SourceLocation end = Lexer::getLocForEndOfToken(variable->getEndLoc(), 0, sources,
                                                    ast.getLangOpts());
    if (end.isInvalid())
        return;
    note.insertion = " = " + value;
    note.insertionPlace = end;
}

// Where the undefined bits come from.
void Renderer::addOrigin(const engine_finding &finding, const VarDecl *variable, Rendered &out)
{
    if (finding.id == ENGINE_INTENT || finding.id == ENGINE_STALE || finding.id == ENGINE_CLAIM ||
        finding.id == ENGINE_GAVE_UP)
        return;
    RenderedNote note = {};
    if (variable && finding.object.kind == ENGINE_OBJECT_POINTEE) {
        note.location = variable->getLocation();
        note.text = "attribute 'access' says that what '" + variable->getNameAsString() +
                    "' points to need not be initialized";
    } else if (variable) {
        note.location = variable->getLocation();
        if (note.location.isMacroID() && sources.isMacroArgExpansion(note.location))
            note.location = sources.getFileLoc(note.location);
        note.text = "'" + variable->getNameAsString() + "' is declared here";
        if (!variable->hasInit() && !isa<ParmVarDecl>(variable))
            note.text += "; nothing initializes it";
        addFixIt(variable, note);
    } else if (finding.object.kind == ENGINE_OBJECT_HEAP && finding.object.loc.line) {
        note.location = places.find(functionOf(finding.object.function), finding.object.loc);
        note.text = finding.unwritten ? "such objects are allocated here" : "it is allocated here";
        if (finding.object.name && *finding.object.name)
            note.text += std::string(" by '") + finding.object.name + "', uninitialized";
    } else {
        return;
    }
    out.notes.push_back(note);
}

void Renderer::addMaker(const engine_finding &finding, Rendered &out)
{
    const FunctionDecl *maker = functionOf(finding.maker), *reader = functionOf(finding.function);
    if (maker && reader)
        out.notes.push_back({maker->getLocation(),
                             "'" + reader->getNameAsString() +
                                 "' can be called with what '" + maker->getNameAsString() +
                                 "' returns",
                             "",
                             {},
                             false});
}

// No path shows why the field is uninitialized; that the whole file sets it nowhere does.
void Renderer::addUnwritten(const Expr *read, Rendered &out)
{
    if (const auto *member = dyn_cast_or_null<MemberExpr>(read))
        out.notes.push_back({member->getMemberDecl()->getLocation(),
                             "nothing in this file initializes field '" +
                                 member->getMemberDecl()->getNameAsString() + "'",
                             "",
                             {},
                             false});
}

bool Renderer::render(const engine_finding &finding, Rendered &out)
{
    const FunctionDecl *function = functionOf(finding.function);
    if (!function)
        return false;
    const auto *variable = dyn_cast_or_null<VarDecl>(declarations.find(finding.object.decl));
    const Expr *read = readExpression(finding, function, variable);
    out.finding = &finding;
    out.level = levelOf(finding.id);
    out.location = read ? read->getExprLoc() : places.find(function, finding.loc);
    if (read)
        out.range = read->getSourceRange();
    if (finding.id == ENGINE_ARGUMENT)
        for (const PlaceNode &node : places.nodes(function, finding.loc))
            if (auto *call = dyn_cast_or_null<CallExpr>(node.statement);
                call && finding.argument < call->getNumArgs()) {
                const Expr *argument = call->getArg(finding.argument)->IgnoreParenImpCasts();
                out.location = argument->getExprLoc();
                out.range = argument->getSourceRange();
            }
    // What is said of an annotation stands where the macro is used, not where it is defined.
    if (finding.id == ENGINE_INTENT || finding.id == ENGINE_CLAIM || finding.id == ENGINE_STALE) {
        out.location = sources.getExpansionLoc(out.location);
        out.range = SourceRange();
    }
    if (finding.id == ENGINE_CLAIM && claim_is_contract(claimOf(finding)))
        out.location = function->getLocation();
    // Of what is a macro's argument the argument is shown, not the way through the macro.
    if (out.location.isMacroID() && sources.isMacroArgExpansion(out.location)) {
        out.location = sources.getFileLoc(out.location);
        out.range = SourceRange();
    }
    if (finding.id == ENGINE_GAVE_UP && finding.excess != ENGINE_EXCESS_STEPS) {
        out.location = function->getLocation();
        out.range = SourceRange();
    }
    if (out.location.isInvalid() || sources.isInSystemHeader(sources.getExpansionLoc(out.location)))
        return false;

    if (isSilenced(finding, out.location))
        return false;

    std::string name = subject(finding, read, variable);
    if (finding.partly && !compat::startsWith(name, "part of "))
        name = "part of " + name;
    out.text = textOf(finding, name);
    addOrigin(finding, variable, out);
    // Of a claim that fails the warning has the notes.
    const claim_result *claim = claimOf(finding);
    if (claim && (finding.id == ENGINE_CLAIM ||
                  (finding.id == ENGINE_INTENT && claim->verdict != CLAIM_FAILED)))
        addClaimNotes(*claim, out);
    if (finding.is_new)
        addMaker(finding, out);
    if (finding.unwritten)
        addUnwritten(read, out);
    std::string object = variable ? "'" + variable->getNameAsString() + "'" : name;
    for (uint32_t i = 0; i < finding.n_steps; i++) {
        const engine_step &step = finding.steps[i];
        bool condition = step.kind == ENGINE_STEP_TRUE || step.kind == ENGINE_STEP_FALSE;
        const FunctionDecl *in = functionOf(step.function);
        SourceLocation location =
            condition ? beginOfCondition(in, step.loc) : places.find(in, step.loc);
        out.notes.push_back({location, stepText(step, object), "", {}, true});
    }
    if (finding.id == ENGINE_ARGUMENT && finding.callee_read.line && finding.callee) {
        if (const FunctionDecl *reader = functionOf(finding.callee_read_in))
            out.notes.push_back(
                {places.find(reader, finding.callee_read), "it is read here", "", {}, false});
    }
    if (variable && finding.map) {
        std::string map =
            mapOfBytes(ast, variable->getType(), finding.map, finding.map_size);
        if (!map.empty())
            out.notes.push_back({out.location,
                                 "at this read '" + variable->getNameAsString() +
                                     "' holds: " + map,
                                 "",
                                 {},
                                 false});
    }
    return true;
}

} // namespace

std::vector<Rendered> renderFindings(CompilerInstance &ci, ASTContext &ast,
                                     const prog_program &program, const engine_result &result,
                                     const Declarations &declarations,
                                     const Arguments &arguments, const Pragmas &pragmas)
{
    std::vector<Rendered> rendered;
    Renderer renderer(ci, ast, program, result, declarations, arguments, pragmas);
    for (uint32_t i = 0; i < result.n_findings; i++) {
        Rendered one = {};
        if (arguments.on >> result.findings[i].id & 1 &&
            renderer.render(result.findings[i], one))
            rendered.push_back(std::move(one));
    }
    const SourceManager &sources = ast.getSourceManager();
    std::stable_sort(rendered.begin(), rendered.end(),
                     [&](const Rendered &a, const Rendered &b) {
                         return sources.isBeforeInTranslationUnit(a.location, b.location);
                     });
    return rendered;
}

void emitFindings(DiagnosticsEngine &diagnostics, const std::vector<Rendered> &rendered)
{
    for (const Rendered &one : rendered) {
        if (one.level == DiagnosticsEngine::Ignored)
            continue;
        std::string id = std::string(" [unsown-") + engine_id_name(one.finding->id) + "]";
        diagnostics.Report(one.location,
                           compat::customDiagnostic(diagnostics, one.level, one.text + id))
            << one.range;
        for (const RenderedNote &extra : one.notes) {
            DiagnosticBuilder builder = diagnostics.Report(
                extra.location,
                compat::customDiagnostic(diagnostics, DiagnosticsEngine::Note, extra.text));
            if (!extra.insertion.empty())
                builder << FixItHint::CreateInsertion(extra.insertionPlace, extra.insertion);
        }
    }
}
