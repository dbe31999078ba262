// Annotations of intent.h that say nothing, or stand where they can say nothing.
//
// A claim that is none of the four does not compile, by the header's own doing.  What only a compiler can
// see is told here: a reason that is empty, an annotation before the wrong kind of declaration, something
// given that has a side effect, and a contract that does not parse or names no parameter.  The message says what is allowed.  Nothing is looked
// for in a file that does not include the header.
#include "annotations.h"

#include <set>
#include <string>
#include <utility>

#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"
#include "clang/Lex/Preprocessor.h"

#include "compat.h"

using namespace clang;

namespace {

bool isBlank(llvm::StringRef text)
{
    return text.trim().empty();
}

// Whether it is a part of a variable that ends with the call: what is done to that nobody sees.
bool isOwn(const Expr *target)
{
    target = target->IgnoreParenCasts();
    if (auto *member = dyn_cast<MemberExpr>(target))
        return !member->isArrow() && isOwn(member->getBase());
    if (auto *element = dyn_cast<ArraySubscriptExpr>(target)) {
        const Expr *base = element->getBase()->IgnoreParenImpCasts();
        return base->getType()->isArrayType() && isOwn(base);
    }
    auto *name = dyn_cast<DeclRefExpr>(target);
    auto *variable = name ? dyn_cast<VarDecl>(name->getDecl()) : nullptr;
    return variable && variable->hasLocalStorage();
}

bool isNamed(const Expr *target)
{
    target = target->IgnoreParenCasts();
    auto *member = dyn_cast<MemberExpr>(target);
    return isa<DeclRefExpr>(target) || (member && !member->isArrow() && isNamed(member->getBase()));
}

// Whether every pointer that is handed over leads to a variable of the caller's own.
bool handsOverOwn(const CallExpr *call)
{
    for (const Expr *argument : call->arguments()) {
        if (!argument->getType()->isPointerType())
            continue;
        auto *address = dyn_cast<UnaryOperator>(argument->IgnoreParenImpCasts());
        if (!address || address->getOpcode() != UO_AddrOf || !isOwn(address->getSubExpr()))
            return false;
    }
    return true;
}

// What a call in the condition may change and nobody sees: its own variables, and what pointers lead to if those
// are its caller's, which is itself a call.
enum class Scope { Condition, Call, CallWithOwn };

// An assignment, ++ or -- in it, or in a function of the file that it calls and there to more than that.  Calls of
// other functions are not judged.
bool changes(const Stmt *statement, Scope scope, std::set<const FunctionDecl *> &seen)
{
    if (!statement)
        return false;
    auto *unary = dyn_cast<UnaryOperator>(statement);
    auto *binary = dyn_cast<BinaryOperator>(statement);
    const Expr *target = unary && unary->isIncrementDecrementOp() ? unary->getSubExpr()
                         : binary && binary->isAssignmentOp()     ? binary->getLHS()
                                                                  : nullptr;
    if (target && (scope == Scope::Condition ||
                   (!isOwn(target) && (scope == Scope::Call || isNamed(target)))))
        return true;
    auto *call = dyn_cast<CallExpr>(statement);
    const FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
    const Stmt *body = callee ? callee->getBody(callee) : nullptr;
    bool own = call && scope != Scope::Condition && handsOverOwn(call);
    if (body && seen.insert(callee).second &&
        changes(body, own ? Scope::CallWithOwn : Scope::Call, seen))
        return true;
    for (const Stmt *child : statement->children())
        if (changes(child, scope, seen))
            return true;
    return false;
}

class Checker : public RecursiveASTVisitor<Checker> {
  public:
    Checker(CompilerInstance &ci, DiagnosticsEngine::Level level)
        : diagnostics(ci.getDiagnostics()), sources(ci.getSourceManager()), level(level)
    {
    }

    bool VisitDecl(Decl *decl)
    {
        for (const auto *attr : decl->specific_attrs<AnnotateAttr>())
            if (!attr->isInherited())
                check(*decl, *attr);
        return true;
    }

    // The header's expressions are marked with __builtin_annotation(value, text).
    bool VisitCallExpr(CallExpr *call)
    {
        if (call->getBuiltinCallee() != Builtin::BI__builtin_annotation || call->getNumArgs() != 2)
            return true;
        auto *literal = dyn_cast<StringLiteral>(call->getArg(1)->IgnoreParenCasts());
        llvm::StringRef text = literal ? literal->getString() : "";
        if (!text.consume_front("unsown:"))
            return true;
        if (compat::startsWith(text, "given")) {
            std::set<const FunctionDecl *> seen;
            if (changes(call->getArg(0), Scope::Condition, seen))
                report(call->getBeginLoc(),
                       "what is given is never executed, so its side effect never happens; it is a "
                       "condition over values that are there, without assignment, ++ or --");
        } else if (isBlank(text.split(':').second)) {
            report(call->getBeginLoc(), "the reason is empty; UNSOWN_READ takes a claim and a "
                                        "reason for people to read");
        }
        return true;
    }

    void report(SourceLocation location, const std::string &text)
    {
        location = sources.getExpansionLoc(location);
        // A macro of the header has an argument in several places.
        if (!sources.isInSystemHeader(location) && told.insert({location, text}).second)
            diagnostics.Report(location, compat::customDiagnostic(diagnostics, level,
                                                                  text + " [unsown-claim]"));
    }

  private:
    DiagnosticsEngine &diagnostics;
    SourceManager &sources;
    DiagnosticsEngine::Level level;
    std::set<std::pair<SourceLocation, std::string>> told;

    void check(const Decl &decl, const AnnotateAttr &attr);
};

void Checker::check(const Decl &decl, const AnnotateAttr &attr)
{
    llvm::StringRef text = attr.getAnnotation();
    SourceLocation at = attr.getLocation();
    auto *function = dyn_cast<FunctionDecl>(&decl);
    if (!text.consume_front("unsown:"))
        return;
    if (text.consume_front("intentional:")) {
        if (!function)
            report(at, "UNSOWN_INTENTIONAL stands before a function; reads of a variable, field or "
                       "parameter are annotated with UNSOWN_SCRATCH before it");
        else if (isBlank(text.split(':').second))
            report(at, "the reason is empty; UNSOWN_INTENTIONAL takes a claim and a reason for "
                       "people to read");
    } else if (text.consume_front("scratch:")) {
        if (!isa<VarDecl>(decl) && !isa<FieldDecl>(decl))
            report(at, "UNSOWN_SCRATCH stands before a variable, field or parameter; all reads of "
                       "a function are annotated with UNSOWN_INTENTIONAL before it");
        else if (isBlank(text))
            report(at, "the reason is empty; UNSOWN_SCRATCH takes a reason for people to read");
    } else if (!function) {
        report(at, "contracts such as UNSOWN_READS and UNSOWN_WRITES stand before a function");
    } else if (compat::startsWith(text, "returns_") && !function->getReturnType()->isPointerType()) {
        report(at, "this speaks of the memory that a function returns; the function returns no "
                   "pointer");
    }
}

// The contracts of one function, by the parser that the engine reads them with.
void checkContracts(Checker &checker, contract_set *set, const prog_function &function,
                    const Decl &decl)
{
    for (uint32_t i = 0; i < function.n_contracts; i++) {
        contract_error error;
        prog_function one = function;
        one.contracts = &function.contracts[i];
        one.n_contracts = 1;
        llvm::StringRef text = function.contracts[i];
        // Told by where it stands.
        if (compat::startsWith(text, "returns_") || compat::startsWith(text, "scratch:") ||
            contract_from_annotations(set, &one, &error))
            continue;
        for (const auto *attr : decl.specific_attrs<AnnotateAttr>())
            if (attr->getAnnotation() == "unsown:" + text.str())
                checker.report(attr->getLocation(),
                               std::string("contract not understood: ") + error.message +
                                   "; it speaks of parameters, numbers, sizeof *parameter and "
                                   "result");
    }
}

} // namespace

void checkAnnotations(CompilerInstance &ci, ASTContext &ast, const prog_program &program,
                      const Declarations &declarations, const Arguments &arguments)
{
    bool isError = arguments.errors >> ENGINE_CLAIM & 1;
    if (!(arguments.on >> ENGINE_CLAIM & 1) ||
        (!isError && ci.getDiagnostics().getIgnoreAllWarnings()) ||
        !ci.getPreprocessor().isMacroDefined("UNSOWN_INTENT_H"))
        return;
    Checker checker(ci, isError ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning);
    checker.TraverseDecl(ast.getTranslationUnitDecl());
    contract_set *set = contract_set_new();
    for (uint32_t i = 0; i < program.n_functions; i++) {
        const prog_function &function = program.functions[i];
        auto *decl = dyn_cast_or_null<FunctionDecl>(declarations.find(function.decl));
        if (decl && function.n_contracts)
            checkContracts(checker, set, function, *decl->getMostRecentDecl());
    }
    contract_set_free(set);
}
