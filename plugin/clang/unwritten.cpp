#include "unwritten.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/CodeGen/CodeGenABITypes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Metadata.h"

#include "compat.h"

using namespace clang;

namespace {

struct Record {
    bool closed = true; // all that touches its objects is in sight
    llvm::DenseSet<const FieldDecl *> written;
    std::vector<const CallExpr *> whole; // calls that handle objects as memory
};

using Records = llvm::DenseMap<const RecordDecl *, Record>;

// The struct that a pointer leads to, through so many pointers.
const RecordDecl *targetOf(const ASTContext &ast, QualType type, unsigned &depth)
{
    depth = 0;
    while (const auto *pointer = type->getAs<PointerType>()) {
        type = ast.getBaseElementType(pointer->getPointeeType());
        depth++;
    }
    return depth ? recordOf(ast, type) : nullptr;
}

// nullptr: called without one.
const FunctionProtoType *prototypeOf(const CallExpr *call)
{
    QualType type = call->getCallee()->getType();
    if (const auto *pointer = type->getAs<PointerType>())
        type = pointer->getPointeeType();
    return type->getAs<FunctionProtoType>();
}

// Everything that a function body does with objects of the records.
class Uses : public RecursiveASTVisitor<Uses> {
  public:
    Uses(const ASTContext &ast, Records &records) : ast(ast), records(records) {}

    bool VisitVarDecl(VarDecl *variable)
    {
        open(recordOf(ast, variable->getType()));
        return true;
    }

    // Values of the struct, and assignments of whole objects.
    bool VisitExpr(Expr *expr)
    {
        if (isa<CallExpr>(expr) || isa<CompoundLiteralExpr>(expr) || isa<InitListExpr>(expr) ||
            isa<VAArgExpr>(expr) || isa<BinaryOperator>(expr) || isa<AtomicExpr>(expr))
            open(recordOf(ast, expr->getType()));
        return true;
    }

    bool VisitOffsetOfExpr(OffsetOfExpr *offset)
    {
        open(recordOf(ast, offset->getTypeSourceInfo()->getType()));
        return true;
    }

    // A size that is no argument of a call: of memory that is made or cleared in a way not looked at.
    bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *trait)
    {
        if (trait->getKind() == UETT_SizeOf && !measured.count(trait))
            open(recordOf(ast, trait->getTypeOfArgument()));
        return true;
    }

    bool VisitCallExpr(CallExpr *call)
    {
        std::set<const RecordDecl *> handled;
        for (const Expr *argument : call->arguments())
            findSizes(argument, handled);
        // What is not in sight gets objects as plain memory.  A function behind a pointer that asks for the struct by name
        // is one of this file, or can only hand them on.
        const FunctionDecl *callee = call->getDirectCallee();
        const FunctionProtoType *prototype = prototypeOf(call);
        if (!callee || !callee->hasBody())
            for (unsigned i = 0; i < call->getNumArgs(); i++) {
                unsigned depth, wanted;
                const Expr *given = call->getArg(i)->IgnoreParenCasts();
                const RecordDecl *record = targetOf(ast, given->getType(), depth);
                bool named = !callee && prototype && i < prototype->getNumParams() &&
                             targetOf(ast, prototype->getParamType(i), wanted) == record;
                if (record && depth == 1 && !named)
                    handled.insert(record);
            }
        for (const RecordDecl *record : handled)
            if (auto found = records.find(record); found != records.end())
                found->second.whole.push_back(call);
        return true;
    }

    bool VisitCastExpr(CastExpr *cast)
    {
        unsigned fromDepth, toDepth;
        QualType to = cast->getType(), from = cast->getSubExpr()->getType();
        const RecordDecl *fromRecord = targetOf(ast, from, fromDepth);
        const RecordDecl *toRecord = targetOf(ast, to, toDepth);
        if (cast->getCastKind() == CK_LValueToRValue)
            noteRead(cast->getSubExpr());
        if (cast->getCastKind() == CK_ArrayToPointerDecay ||
            cast->getCastKind() == CK_NullToPointer || (!fromRecord && !toRecord) ||
            (fromRecord == toRecord && fromDepth == toDepth))
            return true;
        bool plain = fromRecord ? to->isVoidPointerType() || to->isBooleanType() ||
                                      cast->getCastKind() == CK_ToVoid
                                : from->isVoidPointerType();
        if (!plain) {
            open(fromRecord);
            open(toRecord);
        }
        return true;
    }

    bool VisitUnaryOperator(UnaryOperator *op)
    {
        if (op->isIncrementDecrementOp())
            noteRead(op->getSubExpr());
        return true;
    }

    bool VisitCompoundAssignOperator(CompoundAssignOperator *op)
    {
        noteRead(op->getLHS());
        return true;
    }

    bool VisitMemberExpr(MemberExpr *member)
    {
        const auto *field = dyn_cast<FieldDecl>(member->getMemberDecl());
        if (field && !reads.count(member))
            if (auto found = records.find(field->getParent()); found != records.end())
                found->second.written.insert(field);
        return true;
    }

  private:
    const ASTContext &ast;
    Records &records;
    llvm::DenseSet<const Expr *> reads;    // members that are only read
    llvm::DenseSet<const Expr *> measured; // sizes among the arguments of a call

    void open(const RecordDecl *record)
    {
        if (auto found = record ? records.find(record) : records.end(); found != records.end())
            found->second.closed = false;
    }

    // Parents are visited before their children: what is noted here is known when its turn comes.
    void noteRead(const Expr *lvalue)
    {
        lvalue = lvalue->IgnoreParens();
        if (const auto *member = dyn_cast<MemberExpr>(lvalue)) {
            reads.insert(member);
            if (!member->isArrow())
                noteRead(member->getBase());
        } else if (const auto *element = dyn_cast<ArraySubscriptExpr>(lvalue)) {
            const auto *decay = dyn_cast<ImplicitCastExpr>(element->getBase()->IgnoreParens());
            if (decay && decay->getCastKind() == CK_ArrayToPointerDecay)
                noteRead(decay->getSubExpr());
        }
    }

    void findSizes(const Stmt *stmt, std::set<const RecordDecl *> &found)
    {
        if (!stmt || isa<CallExpr>(stmt))
            return; // an inner call answers for its own
        if (const auto *trait = dyn_cast<UnaryExprOrTypeTraitExpr>(stmt)) {
            const RecordDecl *record = recordOf(ast, trait->getTypeOfArgument());
            if (trait->getKind() == UETT_SizeOf && record) {
                measured.insert(trait);
                found.insert(record);
            }
            return;
        }
        for (const Stmt *child : stmt->children())
            findSizes(child, found);
    }
};

// Those of which all objects stand on their own.
Records separateRecords(const ASTContext &ast, const PrivateRecords &all)
{
    Records records;
    for (const RecordDecl *record : all.all())
        if (!record->hasFlexibleArrayMember())
            records[record];
    for (const Decl *decl : ast.getTranslationUnitDecl()->decls())
        if (auto *record = dyn_cast<RecordDecl>(decl); record && record->isCompleteDefinition())
            for (const FieldDecl *field : record->fields())
                if (const RecordDecl *inside = recordOf(ast, field->getType()))
                    records.erase(inside);
    return records;
}

bool canBeTold(const FieldDecl *field)
{
    QualType type = field->getType();
    return !field->isBitField() && !type.isVolatileQualified() && !type->isAtomicType() &&
           type->isScalarType() && field->getIdentifier();
}

class Marker {
  public:
    Marker(ASTContext &ast, CodeGenerator &generator, llvm::Module &module)
        : ast(ast), generator(generator), module(module), context(module.getContext())
    {
    }

    void mark(const PrivateRecords &all, Records &records);

  private:
    using Place = std::pair<unsigned, unsigned>; // line, column

    ASTContext &ast;
    CodeGenerator &generator;
    llvm::Module &module;
    llvm::LLVMContext &context;
    llvm::DenseMap<Place, llvm::SmallVector<llvm::CallBase *, 1>> calls;

    void indexCalls();
    std::vector<llvm::CallBase *> callsOf(const CallExpr *call) const;
    void markLoads(const std::map<llvm::Type *, std::pair<uint32_t, std::set<unsigned>>> &types);
    llvm::MDNode *number(uint32_t n)
    {
        return llvm::MDNode::get(context, llvm::ConstantAsMetadata::get(llvm::ConstantInt::get(
                                              llvm::Type::getInt32Ty(context), n)));
    }
};

void Marker::indexCalls()
{
    for (llvm::Function &function : module)
        for (llvm::Instruction &inst : llvm::instructions(function))
            if (auto *call = llvm::dyn_cast<llvm::CallBase>(&inst); call && call->getDebugLoc())
                calls[Place(call->getDebugLoc().getLine(), call->getDebugLoc().getCol())].push_back(call);
}

std::vector<llvm::CallBase *> Marker::callsOf(const CallExpr *call) const
{
    PresumedLoc place = ast.getSourceManager().getPresumedLoc(call->getExprLoc());
    if (place.isInvalid())
        return {};
    std::vector<llvm::CallBase *> found;
    if (auto at = calls.find(Place(place.getLine(), place.getColumn())); at != calls.end())
        for (llvm::CallBase *inst : at->second)
            if (inst->getDebugLoc()->getFilename() == place.getFilename())
                found.push_back(inst);
    return found;
}

void Marker::markLoads(
    const std::map<llvm::Type *, std::pair<uint32_t, std::set<unsigned>>> &types)
{
    for (llvm::Function &function : module)
        for (llvm::Instruction &inst : llvm::instructions(function)) {
            auto *load = llvm::dyn_cast<llvm::LoadInst>(&inst);
            auto *step = load ? llvm::dyn_cast<llvm::GetElementPtrInst>(load->getPointerOperand())
                              : nullptr;
            if (!step || step->getNumIndices() != 2)
                continue;
            auto found = types.find(step->getSourceElementType());
            auto *field = llvm::dyn_cast<llvm::ConstantInt>(step->getOperand(2));
            if (found != types.end() && field &&
                found->second.second.count(unsigned(field->getZExtValue())))
                load->setMetadata("unsown.unwritten", number(found->second.first));
        }
}

void Marker::mark(const PrivateRecords &all, Records &records)
{
    std::map<llvm::Type *, std::pair<uint32_t, std::set<unsigned>>> types;
    for (const RecordDecl *decl : all.all()) {
        auto found = records.find(decl);
        if (found == records.end() || !found->second.closed || found->second.whole.empty())
            continue;
        const Record &record = found->second;
        std::set<unsigned> unwritten;
        for (const FieldDecl *field : decl->fields())
            if (canBeTold(field) && !record.written.count(field))
                unwritten.insert(CodeGen::getLLVMFieldNumber(generator.CGM(), decl, field));
        if (unwritten.empty())
            continue;
        if (calls.empty())
            indexCalls();
        std::vector<llvm::CallBase *> whole;
        bool known = true;
        for (const CallExpr *call : record.whole) {
            std::vector<llvm::CallBase *> made = callsOf(call);
            known &= !made.empty();
            for (llvm::CallBase *inst : made)
                known &= !llvm::isa<llvm::IntrinsicInst>(inst) && !inst->hasMetadata("unsown.whole");
            whole.insert(whole.end(), made.begin(), made.end());
        }
        if (!known)
            continue; // cleared or copied, or generated in a form that is not recognized
        types[CodeGen::convertTypeForMemory(generator.CGM(), compat::recordType(ast, decl))] = {
            all.number(decl), unwritten};
        for (llvm::CallBase *call : whole)
            call->setMetadata("unsown.whole", number(all.number(decl)));
    }
    if (!types.empty())
        markLoads(types);
}

} // namespace

void markUnwritten(ASTContext &ast, const PrivateRecords &all, CodeGenerator &generator,
                   llvm::Module &module)
{
    Records records = separateRecords(ast, all);
    if (records.empty())
        return;
    Uses uses(ast, records);
    for (Decl *decl : ast.getTranslationUnitDecl()->decls()) {
        auto *function = dyn_cast<FunctionDecl>(decl);
        if (function ? function->doesThisDeclarationHaveABody() : isa<VarDecl>(decl))
            uses.TraverseDecl(decl);
    }
    Marker(ast, generator, module).mark(all, records);
}
