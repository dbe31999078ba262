// Parsing the attribute, and keeping what it says until the file is analysed.
//
// A parsed attribute has to be kept beside the AST: an attribute of clang's own that could carry it
// (annotate) would change the object file.  The table therefore lives as long as the process, as the
// registration does that fills it.
#include "access.h"

#include <vector>

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseMap.h"

#include "compat.h"

using namespace clang;

namespace {

struct Access {
    std::string mode; // "read_only", ...
    unsigned pointer; // parameters, from 0
    int size;         // -1: none is named
};

llvm::DenseMap<const FunctionDecl *, std::vector<Access>> &table()
{
    static llvm::DenseMap<const FunctionDecl *, std::vector<Access>> accesses;
    return accesses;
}

// The parameter that an argument of the attribute names by its number; -1 when it names none.
int parameterNamed(const ASTContext &ast, const FunctionDecl *function, const ParsedAttr &attr,
                   unsigned argument)
{
    if (!attr.isArgExpr(argument))
        return -1;
    const Expr *expr = attr.getArgAsExpr(argument);
    Expr::EvalResult value;
    if (expr->isValueDependent() || !expr->EvaluateAsInt(value, ast))
        return -1;
    int64_t number = value.Val.getInt().getExtValue();
    return number >= 1 && number <= int64_t(function->getNumParams()) ? int(number) - 1 : -1;
}

struct AccessAttribute : public ParsedAttrInfo {
    AccessAttribute()
    {
        // [[gnu::access(...)]] cannot be had: clang skips the arguments of what it does not know.
        static constexpr Spelling spellings[] = {{ParsedAttr::AS_GNU, "access"}};
        OptArgs = 15;
        Spellings = spellings;
    }

    // What is malformed, or stands where it says nothing, is left alone: GCC is who checks it.
    AttrHandling handleDeclAttribute(Sema &sema, Decl *decl, const ParsedAttr &attr) const override
    {
        auto *function = dyn_cast<FunctionDecl>(decl);
        if (!function || attr.getNumArgs() < 2 || attr.getNumArgs() > 3 || !attr.isArgIdent(0))
            return AttributeNotApplied;
        llvm::StringRef mode = compat::identifier(attr.getArgAsIdent(0))->getName();
        mode.consume_front("__") && mode.consume_back("__");
        if (mode != "read_only" && mode != "read_write" && mode != "write_only" && mode != "none")
            return AttributeNotApplied;
        int pointer = parameterNamed(sema.Context, function, attr, 1), size = -1;
        if (attr.getNumArgs() == 3)
            size = parameterNamed(sema.Context, function, attr, 2);
        if (pointer < 0 || (attr.getNumArgs() == 3 && size < 0) ||
            !function->getParamDecl(unsigned(pointer))->getType()->isPointerType())
            return AttributeNotApplied;
        table()[function].push_back({mode.str(), unsigned(pointer), size});
        return AttributeApplied;
    }
};

const ParsedAttrInfoRegistry::Add<AccessAttribute> registration("access", "what a call accesses");

std::string nameOf(const FunctionDecl *function, unsigned param)
{
    llvm::StringRef name = function->getParamDecl(param)->getName();
    return name.empty() ? "arg" + std::to_string(param) : name.str();
}

// How much is accessed: as many elements as the argument says, or one.
std::string sizeOf(const FunctionDecl *function, const Access &access)
{
    std::string pointer = nameOf(function, access.pointer);
    QualType element = function->getParamDecl(access.pointer)->getType()->getPointeeType();
    bool bytes = element->isVoidType() || element->isIncompleteType() || element->isFunctionType();
    if (access.size < 0)
        return bytes ? "1" : "sizeof *" + pointer;
    std::string count = nameOf(function, unsigned(access.size));
    return bytes ? count : count + " * sizeof *" + pointer;
}

template <class Visit> void forEachAccess(const FunctionDecl *function, Visit visit)
{
    if (table().empty())
        return;
    for (const FunctionDecl *declaration : function->redecls()) {
        auto found = table().find(declaration);
        if (found == table().end())
            continue;
        for (const Access &access : found->second)
            if (access.pointer < function->getNumParams() &&
                access.size < int(function->getNumParams()))
                visit(access);
    }
}

} // namespace

void forgetAccess() { table().clear(); }

std::string accessContracts(const FunctionDecl *function)
{
    std::string text;
    forEachAccess(function, [&](const Access &access) {
        std::string pointer = nameOf(function, access.pointer);
        auto add = [&](const char *effect, const std::string &size) {
            text += std::string(text.empty() ? "" : "\n") + effect + "(" + pointer + ", " + size +
                    ")";
        };
        if (access.mode == "none")
            add("reads", "0"); // mentioned, and nothing done
        if (access.mode == "read_only" || access.mode == "read_write")
            add("reads", sizeOf(function, access));
        if (access.mode == "read_write")
            add("writes", sizeOf(function, access));
    });
    return text;
}

bool findsUninitialized(const FunctionDecl *function, unsigned param)
{
    bool finds = false;
    forEachAccess(function, [&](const Access &access) {
        finds |= access.pointer == param && (access.mode == "write_only" || access.mode == "none");
    });
    return finds;
}
