#include "records.h"

#include "clang/AST/Type.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

const RecordDecl *recordOf(const ASTContext &ast, QualType type)
{
    if (type.isNull())
        return nullptr;
    const auto *record = ast.getBaseElementType(type)->getAs<RecordType>();
    return record ? record->getDecl()->getDefinition() : nullptr;
}

PrivateRecords::PrivateRecords(const ASTContext &ast)
{
    const SourceManager &sources = ast.getSourceManager();
    for (const Decl *decl : ast.getTranslationUnitDecl()->decls()) {
        auto *record = dyn_cast<RecordDecl>(decl);
        if (!record || !record->isCompleteDefinition() || !record->isStruct() ||
            record->isInvalidDecl() ||
            !sources.isInMainFile(sources.getExpansionLoc(record->getLocation())))
            continue;
        records.push_back(record);
        numbers[record] = uint32_t(records.size());
    }
}

uint32_t PrivateRecords::number(const RecordDecl *record) const
{
    auto found = numbers.find(record);
    return found == numbers.end() ? 0 : found->second;
}
