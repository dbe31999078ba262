// Declaration facts.
//
// Three ways lead from the module back to the AST.  A function or global variable is found by its
// linker name, which the code generator remembers.  A parameter of the IR belongs to the parameter
// of C that the calling convention says.  A local has no name to go by but the debug variable that
// is declared on its alloca: its place and its name find the declaration.
//
// What it gives up.  Parameters behind one that the calling convention spreads over an unknown
// number of registers have no facts.
#include "facts.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "clang/AST/Attr.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Basic/SourceManager.h"
#include "clang/CodeGen/CGFunctionInfo.h"
#include "clang/CodeGen/CodeGenABITypes.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Metadata.h"
#include "llvm/IR/Module.h"

#include "access.h"
#include "compat.h"

#include "c_headers.h"

using namespace clang;

uint32_t Declarations::number(const NamedDecl *decl)
{
    auto [place, fresh] = numbers.try_emplace(decl, uint32_t(byNumber.size()));
    if (fresh)
        byNumber.push_back(decl);
    return place->second;
}

const NamedDecl *Declarations::find(uint32_t number) const
{
    return number < byNumber.size() ? byNumber[number] : nullptr;
}

namespace {

// The text of an annotation of ours behind "unsown:", if it begins with `kind`.
bool annotated(const Decl *decl, llvm::StringRef kind, std::string *rest = nullptr)
{
    for (const auto *attr : decl->specific_attrs<AnnotateAttr>()) {
        llvm::StringRef text = attr->getAnnotation();
        if (!text.consume_front("unsown:") || !text.consume_front(kind))
            continue;
        if (!text.empty() && !text.consume_front(":"))
            continue; // a longer word
        if (rest)
            *rest = text.str();
        return true;
    }
    return false;
}

// Whether it is one of the functions of intent.h of that name, one for each size.  They are known by their
// names: for an annotation's sake clang would keep a copy of each in every object file.
bool isOfHeader(const FunctionDecl *decl, llvm::StringRef prefix)
{
    if (!decl->getIdentifier() || decl->getStorageClass() != SC_Static || decl->getNumParams() != 1)
        return false;
    llvm::StringRef size = decl->getName();
    return size.consume_front(prefix) &&
           (size == "8" || size == "16" || size == "32" || size == "64");
}

class FactWriter {
  public:
    FactWriter(ASTContext &ast, CodeGenerator &generator, llvm::Module &module,
               const PrivateRecords &records, Declarations &declarations)
        : ast(ast), sources(ast.getSourceManager()), generator(generator), module(module),
          records(records), declarations(declarations), context(module.getContext())
    {
    }

    void write();

  private:
    // Line, column, name, file: what tells most apart stands first.
    using Place = std::tuple<unsigned, unsigned, llvm::StringRef, llvm::StringRef>;

    ASTContext &ast;
    SourceManager &sources;
    CodeGenerator &generator;
    llvm::Module &module;
    const PrivateRecords &records;
    Declarations &declarations;
    llvm::LLVMContext &context;
    std::map<Place, const VarDecl *> staticLocals;

    void collectStatics(const FunctionDecl *decl);
    void writeFunction(llvm::Function &function, const FunctionDecl *decl);
    void writeParams(llvm::Function &function, const FunctionDecl *decl);
    void writeParam(llvm::Function &function, unsigned index, const ParmVarDecl *param,
                    const FunctionDecl *recent, unsigned number);
    static const VarDecl *onlyOneNamed(const std::map<Place, const VarDecl *> &variables,
                                       llvm::StringRef storage);
    void writeLocals(llvm::Function &function, const FunctionDecl *decl);
    void writeSwitches(llvm::Function &function, const FunctionDecl *decl);
    void writeGlobal(llvm::GlobalVariable &variable);
    uint64_t pointeeSize(QualType type, bool *isConst = nullptr);
    uint32_t recordBehind(QualType type) const;
    std::string fieldsOf(QualType type);
    llvm::MDNode *node(const VarDecl *decl, llvm::StringRef name, llvm::StringRef file,
                       unsigned line, unsigned column, bool isParam);
    llvm::MDNode *node(const VarDecl *decl);
};

llvm::MDNode *FactWriter::node(const VarDecl *decl, llvm::StringRef name, llvm::StringRef file,
                               unsigned line, unsigned column, bool isParam)
{
    std::string why;
    unsigned flags = isParam ? PROG_DECL_PARAM : 0;
    if (decl && annotated(decl, "scratch", &why))
        flags |= PROG_DECL_SCRATCH;
    auto number = [&](uint64_t n) {
        return llvm::ConstantAsMetadata::get(
            llvm::ConstantInt::get(llvm::Type::getInt64Ty(context), n));
    };
    return llvm::MDNode::get(context, {number(decl ? declarations.number(decl) : PROG_NONE),
                                       llvm::MDString::get(context, name),
                                       llvm::MDString::get(context, file), number(line),
                                       number(column), number(flags),
                                       llvm::MDString::get(context, why)});
}

llvm::MDNode *FactWriter::node(const VarDecl *decl)
{
    PresumedLoc place = sources.getPresumedLoc(decl->getLocation());
    bool valid = place.isValid();
    return node(decl, decl->getName(), valid ? place.getFilename() : "",
                valid ? place.getLine() : 0, valid ? place.getColumn() : 0,
                isa<ParmVarDecl>(decl));
}

uint64_t FactWriter::pointeeSize(QualType type, bool *isConst)
{
    if (type.isNull() || !type->isPointerType())
        return 0;
    QualType pointee = type->getPointeeType();
    if (isConst)
        *isConst = ast.getBaseElementType(pointee).isConstQualified();
    if (pointee->isIncompleteType() || pointee->isFunctionType() ||
        pointee->isVariablyModifiedType() || pointee->isSizelessType())
        return 0;
    return uint64_t(ast.getTypeSizeInChars(pointee).getQuantity());
}

// The number of the private struct that a pointer leads to, 0 when there is none.
uint32_t FactWriter::recordBehind(QualType type) const
{
    const auto *pointer = type->getAs<PointerType>();
    const auto *record = pointer ? pointer->getPointeeType()->getAs<RecordType>() : nullptr;
    return record ? records.number(record->getDecl()->getDefinition()) : 0;
}

// The fields of the struct that a pointer leads to, for models that speak of one of them.
std::string FactWriter::fieldsOf(QualType type)
{
    const auto *pointer = type->getAs<PointerType>();
    const auto *record = pointer ? pointer->getPointeeType()->getAs<RecordType>() : nullptr;
    const RecordDecl *decl = record ? record->getDecl()->getDefinition() : nullptr;
    if (!decl || decl->isUnion() || decl->isInvalidDecl())
        return "";
    std::string fields;
    const ASTRecordLayout &layout = ast.getASTRecordLayout(decl);
    for (const FieldDecl *field : decl->fields())
        if (!field->isBitField() && !field->getName().empty() &&
            !field->getType()->isIncompleteType())
            fields += field->getName().str() + ":" +
                      std::to_string(layout.getFieldOffset(field->getFieldIndex()) / 8) + ":" +
                      std::to_string(ast.getTypeSizeInChars(field->getType()).getQuantity()) + " ";
    return fields;
}

// How many scalars a type that is passed member by member becomes.
int expandedParams(const ASTContext &ast, QualType type)
{
    if (const ConstantArrayType *array = ast.getAsConstantArrayType(type))
        return int(array->getSize().getZExtValue()) * expandedParams(ast, array->getElementType());
    if (const auto *record = type->getAs<RecordType>()) {
        int count = 0, widest = 0;
        for (const FieldDecl *field : record->getDecl()->getDefinition()->fields()) {
            if (field->isBitField() && compat::bitWidth(ast, field) == 0)
                continue;
            int n = expandedParams(ast, field->getType());
            count += n;
            widest = std::max(widest, n); // a union passes its largest member; those have one
        }
        return record->getDecl()->isUnion() ? widest : count;
    }
    return type->isAnyComplexType() ? 2 : 1;
}

// How many parameters of the IR one of C becomes; -1 when that depends on more than is public.
int irParams(const ASTContext &ast, QualType type, const CodeGen::ABIArgInfo &info)
{
    using Info = CodeGen::ABIArgInfo;
    int padding = info.getPaddingType() ? 1 : 0;
    switch (info.getKind()) {
    case Info::Ignore:
    case Info::InAlloca: return padding;
    case Info::Indirect:
    case Info::IndirectAliased: return padding + 1;
    case Info::Direct:
    case Info::Extend:
        if (auto *type = llvm::dyn_cast_or_null<llvm::StructType>(info.getCoerceToType()))
            if (info.isDirect() && info.getCanBeFlattened())
                return padding + int(type->getNumElements());
        return padding + 1;
    case Info::Expand: return padding + expandedParams(ast, type);
    default: return -1;
    }
}

void FactWriter::writeParam(llvm::Function &function, unsigned index, const ParmVarDecl *param,
                            const FunctionDecl *recent, unsigned number)
{
    llvm::AttrBuilder facts(context);
    auto add = [&](const char *name, const std::string &value) { facts.addAttribute(name, value); };
    if (!param->getName().empty())
        add("unsown-name", param->getName().str());
    add("unsown-decl", std::to_string(declarations.number(param)));
    bool isConst = false;
    uint64_t size = pointeeSize(param->getType(), &isConst);
    if (size)
        add("unsown-pointee", std::to_string(size));
    if (std::string fields = function.isDeclaration() ? fieldsOf(param->getType()) : std::string();
        !fields.empty())
        add("unsown-fields", fields);
    if (uint32_t record = recordBehind(param->getType()))
        add("unsown-record", std::to_string(record));
    if (isConst)
        add("unsown-const", "");
    if (findsUninitialized(recent, number))
        add("unsown-unset", "");
    std::string why;
    if (annotated(param, "scratch", &why) ||
        (number < recent->getNumParams() &&
         annotated(recent->getParamDecl(number), "scratch", &why)))
        add("unsown-scratch", why);
    function.addParamAttrs(index, facts);
}

void FactWriter::writeParams(llvm::Function &function, const FunctionDecl *decl)
{
    CanQualType type = ast.getCanonicalType(decl->getType());
    const CodeGen::CGFunctionInfo *info = nullptr;
    // A function may be declared, and its address taken, with types that are never completed: how it would
    // be called cannot be asked.
    bool complete = !decl->getReturnType()->isIncompleteType() || decl->getReturnType()->isVoidType();
    for (const ParmVarDecl *param : decl->parameters())
        complete = complete && !param->getType()->isIncompleteType();
    if (!complete)
        return;
    if (auto proto = type->getAs<FunctionProtoType>())
        info = &CodeGen::arrangeFreeFunctionType(generator.CGM(), proto);
    unsigned index = 0;
    if (info && info->getReturnInfo().isIndirect() && !info->getReturnInfo().isSRetAfterThis())
        index = 1;
    unsigned count = decl->getNumParams();
    for (unsigned i = 0; i < count; i++) {
        int n = 1;
        // Without a prototype the arguments are as many as the parameters, as far as we care.
        if (info && i < info->arg_size())
            n = irParams(ast, decl->getParamDecl(i)->getType(), info->arguments()[i].info);
        if (n < 0)
            return;
        // A parameter spread over several registers has no IR parameter to carry its facts.
        if (n == 1 && index < function.arg_size())
            writeParam(function, index, decl->getParamDecl(i), decl->getMostRecentDecl(), i);
        index += unsigned(n);
    }
}

void FactWriter::writeFunction(llvm::Function &function, const FunctionDecl *decl)
{
    // Every change of a list of attributes leaves the old one in the context: one change for all.
    llvm::AttrBuilder facts(context);
    auto add = [&](const char *name, const std::string &value) { facts.addAttribute(name, value); };
    add("unsown-decl", std::to_string(declarations.number(decl)));
    PresumedLoc place = sources.getPresumedLoc(decl->getLocation());
    if (place.isValid())
        add("unsown-at", std::to_string(place.getLine()) + ":" +
                             std::to_string(place.getColumn()) + ":" + place.getFilename());
    if (sources.isInSystemHeader(sources.getExpansionLoc(decl->getLocation())))
        add("unsown-system", "");
    uint64_t size = pointeeSize(decl->getReturnType());
    if (size)
        function.addRetAttr(llvm::Attribute::get(context, "unsown-pointee", std::to_string(size)));

    if (uint32_t record = recordBehind(decl->getReturnType()))
        function.addRetAttr(
            llvm::Attribute::get(context, "unsown-record", std::to_string(record)));

    // Later declarations inherit the attributes of earlier ones.
    const FunctionDecl *recent = decl->getMostRecentDecl();
    if (recent->hasAttr<PureAttr>() || recent->hasAttr<ConstAttr>())
        add("unsown-no-effect", "");
    if (recent->hasAttr<RestrictAttr>())
        add("unsown-malloc", "");
    // Said to analysers alone: the code of the caller goes on, its analysis does not.
    if (recent->hasAttr<AnalyzerNoReturnAttr>())
        facts.addAttribute(llvm::Attribute::NoReturn);
    if (isOfHeader(decl, "unsown_read"))
        add("unsown-read", "");
    if (isOfHeader(decl, "unsown_same"))
        add("unsown-same", "");
    std::string claim, contracts;
    if (annotated(recent, "intentional", &claim))
        add("unsown-intentional", claim);
    for (const auto *attr : recent->specific_attrs<AnnotateAttr>()) {
        llvm::StringRef text = attr->getAnnotation();
        if (!text.consume_front("unsown:"))
            continue;
        if (text == "read" || compat::startsWith(text, "intentional"))
            continue;
        contracts += (contracts.empty() ? "" : "\n") + text.str();
    }
    if (std::string accesses = accessContracts(decl); !accesses.empty())
        contracts += (contracts.empty() ? "" : "\n") + accesses;
    if (!contracts.empty())
        add("unsown-contracts", contracts);
    function.addFnAttrs(facts);
    writeParams(function, decl);
}

bool hasLifetime(const llvm::Value *storage)
{
    for (const llvm::User *user : storage->users()) {
        auto *call = llvm::dyn_cast<llvm::IntrinsicInst>(user);
        if (call && call->getIntrinsicID() == llvm::Intrinsic::lifetime_start)
            return true;
        if (llvm::isa<llvm::BitCastInst>(user) && hasLifetime(user))
            return true;
    }
    return false;
}

// The one of the variables that the storage is named after, nullptr when that is not clear.  A
// declaration that every path jumps over has storage, but nothing is said of it to a debugger.
const VarDecl *FactWriter::onlyOneNamed(const std::map<Place, const VarDecl *> &variables,
                                        llvm::StringRef storage)
{
    const VarDecl *only = nullptr;
    for (const auto &[place, variable] : variables) {
        llvm::StringRef rest = storage;
        bool named = !variable->getName().empty() && rest.consume_front(variable->getName()) &&
                     rest.find_first_not_of("0123456789") == llvm::StringRef::npos;
        if (!named || !variable->isLocalVarDecl() || variable->isStaticLocal())
            continue;
        if (only)
            return nullptr;
        only = variable;
    }
    return only;
}

void FactWriter::writeLocals(llvm::Function &function, const FunctionDecl *decl)
{
    std::map<Place, const VarDecl *> variables; // that no storage has been found for
    // Behind a label clang marks no lifetimes: a jump back to it could pass over their end.  But a
    // declaration that is passed again makes the variable indeterminate again.
    std::vector<std::pair<llvm::AllocaInst *, llvm::Instruction *>> unmarked;
    if (decl)
        for (const Decl *inside : decl->decls())
            if (auto *variable = dyn_cast<VarDecl>(inside)) {
                PresumedLoc place = sources.getPresumedLoc(variable->getLocation());
                if (place.isValid())
                    variables.insert({Place(place.getLine(), place.getColumn(), variable->getName(),
                                            place.getFilename()),
                                      variable});
            }
    compat::forEachDeclare(
        function, [&](llvm::Value *storage, llvm::DILocalVariable *variable,
                      const llvm::DebugLoc &loc, llvm::Instruction &inst) {
            auto *alloca = llvm::dyn_cast<llvm::AllocaInst>(storage->stripPointerCasts());
            if (!alloca || !variable || variable->isArtificial() || !loc)
                return;
            if (!variable->isParameter() && alloca->isStaticAlloca() && !hasLifetime(alloca))
                unmarked.push_back({alloca, &inst});
            llvm::StringRef name = variable->getName(), file = loc->getFilename();
            auto found = variables.find(Place(loc.getLine(), loc.getCol(), name, file));
            alloca->setMetadata("unsown.decl",
                                node(found == variables.end() ? nullptr : found->second, name,
                                     file, loc.getLine(), loc.getCol(), variable->isParameter()));
            if (found != variables.end())
                variables.erase(found);
        });
    for (auto [alloca, inst] : unmarked) {
        llvm::IRBuilder<> builder(inst);
        builder.CreateLifetimeStart(alloca);
    }
    for (llvm::Instruction &inst : llvm::instructions(function))
        if (auto *alloca = llvm::dyn_cast<llvm::AllocaInst>(&inst);
            alloca && !alloca->hasMetadata("unsown.decl"))
            if (const VarDecl *passedOver = onlyOneNamed(variables, alloca->getName()))
                alloca->setMetadata("unsown.decl", node(passedOver));
}

// A switch has no name to go by but its place.  The body is searched only where there is a switch.
void FactWriter::writeSwitches(llvm::Function &function, const FunctionDecl *decl)
{
    llvm::SmallVector<llvm::SwitchInst *, 8> found;
    for (llvm::BasicBlock &block : function)
        if (auto *inst = llvm::dyn_cast_or_null<llvm::SwitchInst>(block.getTerminator());
            inst && inst->getDebugLoc())
            found.push_back(inst);
    if (found.empty() || !decl || !decl->hasBody())
        return;
    std::map<std::pair<unsigned, unsigned>, bool> covered; // line, column: of every switch there
    llvm::SmallVector<const Stmt *, 32> work = {decl->getBody()};
    while (!work.empty()) {
        const Stmt *stmt = work.pop_back_val();
        if (!stmt)
            continue;
        if (auto *choice = dyn_cast<SwitchStmt>(stmt)) {
            PresumedLoc place = sources.getPresumedLoc(choice->getBeginLoc());
            if (place.isValid()) {
                auto [at, fresh] =
                    covered.try_emplace({place.getLine(), place.getColumn()}, true);
                at->second &= choice->isAllEnumCasesCovered();
            }
        }
        for (const Stmt *child : stmt->children())
            work.push_back(child);
    }
    for (llvm::SwitchInst *inst : found) {
        auto at = covered.find({inst->getDebugLoc().getLine(), inst->getDebugLoc().getCol()});
        if (at != covered.end() && at->second)
            inst->setMetadata("unsown.covered", llvm::MDNode::get(context, {}));
    }
}

void FactWriter::collectStatics(const FunctionDecl *decl)
{
    for (const Decl *inside : decl->decls())
        if (auto *variable = dyn_cast<VarDecl>(inside); variable && variable->isStaticLocal()) {
            PresumedLoc place = sources.getPresumedLoc(variable->getLocation());
            if (place.isValid())
                staticLocals.insert(
                    {Place(place.getLine(), 0, variable->getName(), place.getFilename()), variable});
        }
}

void FactWriter::writeGlobal(llvm::GlobalVariable &variable)
{
    const auto *decl =
        dyn_cast_or_null<VarDecl>(generator.GetDeclForMangledName(variable.getName()));
    llvm::SmallVector<llvm::DIGlobalVariableExpression *, 1> described;
    if (!decl) {
        variable.getDebugInfo(described);
        if (described.empty())
            return;
        auto *debug = described[0]->getVariable();
        auto found = staticLocals.find(
            Place(debug->getLine(), 0, debug->getName(), debug->getFilename()));
        if (found == staticLocals.end())
            return;
        decl = found->second;
    }
    variable.setMetadata("unsown.decl", node(decl));
}

void FactWriter::write()
{
    for (llvm::Function &function : module) {
        if (function.isIntrinsic())
            continue;
        const auto *decl =
            dyn_cast_or_null<FunctionDecl>(generator.GetDeclForMangledName(function.getName()));
        if (decl) {
            writeFunction(function, decl);
            collectStatics(decl);
        }
        if (!function.isDeclaration())
            writeLocals(function, decl);
        if (!function.isDeclaration())
            writeSwitches(function, decl);
    }
    for (llvm::GlobalVariable &variable : module.globals())
        writeGlobal(variable);
}

} // namespace

void addFacts(ASTContext &ast, CodeGenerator &generator, llvm::Module &module,
              const PrivateRecords &records, Declarations &declarations)
{
    FactWriter(ast, generator, module, records, declarations).write();
}
