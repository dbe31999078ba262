// Names from the AST and its record layouts.
#include "naming.h"

#include <vector>

#include "clang/AST/RecordLayout.h"

#include "compat.h"

using namespace clang;

namespace {

uint64_t fieldWidth(const ASTContext &ast, const FieldDecl *field)
{
    if (field->isBitField())
        return compat::bitWidth(ast, field);
    return field->getType()->isIncompleteType() ? 0 : ast.getTypeSize(field->getType());
}

std::string quoted(const std::string &text) { return "'" + text + "'"; }

const RecordDecl *recordOf(QualType type)
{
    const auto *record = type->getAs<RecordType>();
    return record && record->getDecl()->getDefinition() ? record->getDecl()->getDefinition()
                                                        : nullptr;
}

// An lvalue as short text: "h", "h.inner", "*p", "p->x", "a[...]", "f(...)" for what a call returned.
// Empty when there is none.
std::string textOf(const Expr *lvalue)
{
    lvalue = lvalue->IgnoreParenImpCasts();
    if (auto *ref = dyn_cast<DeclRefExpr>(lvalue))
        return ref->getDecl()->getNameAsString();
    if (auto *call = dyn_cast<CallExpr>(lvalue); call && call->getDirectCallee())
        return call->getDirectCallee()->getNameAsString() + "(...)";
    if (auto *member = dyn_cast<MemberExpr>(lvalue)) {
        std::string base = textOf(member->getBase());
        if (base.empty())
            return "";
        if (!member->getMemberDecl()->getIdentifier())
            return base; // an unnamed struct in between
        return base + (member->isArrow() ? "->" : ".") +
               member->getMemberDecl()->getNameAsString();
    }
    if (auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
        std::string base = textOf(element->getBase());
        return base.empty() ? "" : base + "[...]";
    }
    if (auto *unary = dyn_cast<UnaryOperator>(lvalue); unary && unary->getOpcode() == UO_Deref) {
        std::string base = textOf(unary->getSubExpr());
        return base.empty() ? "" : "*" + base;
    }
    return "";
}

struct Piece {
    std::string name;
    uint64_t begin, end; // bytes
};

void addPieces(const ASTContext &ast, QualType type, const std::string &prefix, uint64_t at,
               std::vector<Piece> &pieces)
{
    const RecordDecl *record = recordOf(type);
    if (!record || record->isUnion() || record->isInvalidDecl()) {
        uint64_t size = uint64_t(ast.getTypeSizeInChars(type).getQuantity());
        if (size)
            pieces.push_back({prefix, at, at + size});
        return;
    }
    for (const FieldDecl *field : record->fields()) {
        uint64_t bit = ast.getFieldOffset(field), width = fieldWidth(ast, field);
        if (!width)
            continue;
        std::string name = field->getNameAsString();
        std::string path = prefix.empty() || name.empty() ? prefix + name : prefix + "." + name;
        if (!field->isBitField()) {
            addPieces(ast, field->getType(), path, at + bit / 8, pieces);
            continue;
        }
        uint64_t begin = at + bit / 8, end = at + (bit + width + 7) / 8;
        if (!pieces.empty() && pieces.back().end > begin) { // shares a byte with the one before
            pieces.back().name += "," + path;
            pieces.back().end = std::max(pieces.back().end, end);
        } else {
            pieces.push_back({path, begin, end});
        }
    }
}

std::string bytes(const uint8_t *map, uint64_t begin, uint64_t end)
{
    static const char *const signs[] = {"\u25a0", "\u25a1", "\u25a3"}; // defined, undefined, either
    std::string text;
    for (uint64_t i = begin; i < end;) {
        uint64_t run = i;
        while (run < end && map[run] == map[i])
            run++;
        const char *sign = signs[map[i] <= 2 ? map[i] : 2];
        if (run - i > 8) {
            text += (text.empty() ? "" : " ") + std::string(sign) + "\u00d7" +
                    std::to_string(run - i) + (run < end ? " " : "");
        } else {
            for (uint64_t k = i; k < run; k++)
                text += sign;
        }
        i = run;
    }
    return text;
}

} // namespace

const VarDecl *variableOf(const Expr *lvalue)
{
    lvalue = lvalue->IgnoreParens();
    if (auto *ref = dyn_cast<DeclRefExpr>(lvalue))
        return dyn_cast<VarDecl>(ref->getDecl());
    if (auto *member = dyn_cast<MemberExpr>(lvalue))
        return member->isArrow() ? nullptr : variableOf(member->getBase());
    if (auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
        const auto *decay = dyn_cast<ImplicitCastExpr>(element->getBase()->IgnoreParens());
        return decay && decay->getCastKind() == CK_ArrayToPointerDecay
                   ? variableOf(decay->getSubExpr())
                   : nullptr;
    }
    return nullptr;
}

std::string nameOfLvalue(const Expr *lvalue)
{
    lvalue = lvalue->IgnoreParens();
    if (isa<DeclRefExpr>(lvalue))
        return "variable " + quoted(textOf(lvalue));
    if (auto *member = dyn_cast<MemberExpr>(lvalue)) {
        std::string base = textOf(member->getBase());
        if (base.empty() || !member->getMemberDecl()->getIdentifier())
            return "";
        return "field " + quoted(member->getMemberDecl()->getNameAsString()) + " of " +
               quoted(member->isArrow() ? "*" + base : base);
    }
    if (auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
        std::string base = textOf(element->getBase());
        return base.empty() ? "" : "element of " + quoted(base);
    }
    std::string text = textOf(lvalue);
    return text.empty() ? "" : quoted(text);
}

std::string nameOfBits(const ASTContext &ast, const VarDecl *variable, uint64_t offset,
                       uint64_t width)
{
    std::string path = variable->getNameAsString();
    QualType type = variable->getType();
    while (true) {
        if (type->isIncompleteType() || type->isVariablyModifiedType())
            break;
        if (ast.getAsArrayType(type))
            return "element of " + quoted(path);
        const RecordDecl *record = recordOf(type);
        if (!record || record->isInvalidDecl() || (width && !offset && width >= ast.getTypeSize(type)))
            break;
        if (!width || record->isUnion())
            return "part of " + quoted(path);
        const FieldDecl *inside = nullptr;
        for (const FieldDecl *field : record->fields()) {
            uint64_t bit = ast.getFieldOffset(field), size = fieldWidth(ast, field);
            if (bit <= offset && offset + width <= bit + size)
                inside = field;
        }
        if (!inside)
            return "part of " + quoted(path);
        offset -= ast.getFieldOffset(inside);
        type = inside->getType();
        std::string name = inside->getNameAsString();
        if (name.empty())
            continue; // an unnamed struct or union
        if (!recordOf(type) && !ast.getAsArrayType(type))
            return "field " + quoted(name) + " of " + quoted(path);
        path += "." + name;
    }
    if (path == variable->getNameAsString())
        return "variable " + quoted(path);
    return quoted(path);
}

std::string mapOfBytes(const ASTContext &ast, QualType type, const uint8_t *map, uint64_t size)
{
    if (!recordOf(type) || recordOf(type)->isUnion())
        return "";
    std::vector<Piece> pieces;
    addPieces(ast, type, "", 0, pieces);
    std::string text;
    uint64_t at = 0;
    auto add = [&](const std::string &name, uint64_t begin, uint64_t end) {
        if (begin < end && end <= size)
            text += (text.empty() ? "" : " | ") + name + " " + bytes(map, begin, end);
    };
    for (const Piece &piece : pieces) {
        add("(padding)", at, piece.begin);
        add(piece.name, piece.begin, piece.end);
        at = std::max(at, piece.end);
    }
    add("(padding)", at, size);
    return text;
}
