// A driver includes the translation unit, puts the inputs of the witness where they belong (parameters,
// globals, memory behind pointers, results of functions that are only declared) and calls the
// function.  Compiled with -fsanitize=memory it shows the undefined read while it happens.
//
// What is not part of the witness is zero.  Memory behind a pointer is a block of its own; a pointer that
// the witness follows nowhere is null.
//
// What it gives up.  Functions of system headers behave as they do: no driver makes malloc fail.
// Functions whose parameters have types without a name, or of variable size, get no driver.  Values are
// laid down byte by byte as on a little-endian machine; for others no drivers are written.
#include "drivers.h"

#include <map>
#include <set>

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

constexpr uint64_t blockLeast = 4096; // bytes: what is read beyond the type is zero

class Driver {
  public:
    Driver(ASTContext &ast, const prog_program &program, const Declarations &declarations,
           const engine_finding &finding)
        : ast(ast), program(program), declarations(declarations), finding(finding),
          inputs(*finding.inputs), policy(ast.getPrintingPolicy())
    {
    }
    // The text, or nothing when the function cannot be called from outside.
    std::string text(const Rendered &rendered, const std::string &source);

  private:
    ASTContext &ast;
    const prog_program &program;
    const Declarations &declarations;
    const engine_finding &finding;
    const engine_inputs &inputs;
    PrintingPolicy policy;

    bool declare(llvm::raw_ostream &to, QualType type, const std::string &name) const;
    bool addStub(llvm::raw_ostream &to, const FunctionDecl *function, uint32_t index);
    bool addStubs(llvm::raw_ostream &to);
    std::string address(const engine_spot &spot, uint64_t bytes) const;
    std::string paramName(uint32_t param) const;
    std::string blockName(uint32_t block) const;
    void fill(llvm::raw_ostream &to, bool parameters) const;
};

bool isNamed(QualType type)
{
    type = type.getCanonicalType();
    while (type->isPointerType() || type->isArrayType())
        type = type->isPointerType() ? type->getPointeeType()
                                     : QualType(type->getArrayElementTypeNoTypeQual(), 0);
    const auto *tag = type->getAsTagDecl();
    return !tag || tag->getIdentifier() || tag->getTypedefNameForAnonDecl();
}

// `T name;` for any type T that a declaration can name.
bool Driver::declare(llvm::raw_ostream &to, QualType type, const std::string &name) const
{
    if (type->isVariablyModifiedType() || type->isIncompleteType() || !isNamed(type))
        return false;
    std::string text = name;
    type.getUnqualifiedType().getAsStringInternal(text, policy);
    to << text;
    return true;
}

std::string Driver::paramName(uint32_t param) const
{
    const prog_function &function = program.functions[finding.function];
    const auto *decl = dyn_cast_or_null<FunctionDecl>(declarations.find(function.decl));
    if (!decl || param >= function.n_params)
        return "";
    const NamedDecl *ours = declarations.find(function.params[param].decl);
    for (unsigned i = 0; ours && i < decl->getNumParams(); i++)
        if (decl->getParamDecl(i) == ours)
            return "unsown_p" + std::to_string(i);
    return "";
}

std::string Driver::blockName(uint32_t block) const
{
    if (inputs.blocks[block].global == PROG_NONE)
        return "unsown_block" + std::to_string(block);
    const prog_global &global = program.globals[inputs.blocks[block].global];
    const auto *decl = dyn_cast_or_null<VarDecl>(declarations.find(global.decl));
    bool visible = decl && decl->getDeclContext()->isFileContext() && decl->getIdentifier() &&
                   !(global.flags & (PROG_GLOBAL_CONSTANT | PROG_GLOBAL_STRING));
    return visible ? "&" + decl->getNameAsString() : "";
}

// Where that many bytes of a value go, as an expression; empty when it has no place.
std::string Driver::address(const engine_spot &spot, uint64_t bytes) const
{
    if (spot.where == ENGINE_AT_PARAM) {
        std::string name = paramName(spot.number);
        return name.empty() ? "" : "&" + name;
    }
    if (spot.where != ENGINE_AT_MEMORY || spot.offset < 0)
        return "";
    const engine_block &block = inputs.blocks[spot.number];
    uint64_t size = block.global != PROG_NONE ? program.globals[block.global].size : blockLeast;
    std::string name = blockName(spot.number);
    if (name.empty() || uint64_t(spot.offset) + bytes > size)
        return "";
    return "(char *)" + name + " + " + std::to_string(spot.offset);
}

// What stands in memory, and in the parameters if they are ours, before the call.
void Driver::fill(llvm::raw_ostream &to, bool parameters) const
{
    for (uint32_t i = 0; i < inputs.n_values; i++) {
        const engine_value &value = inputs.values[i];
        uint64_t bytes = (value.width + 7) / 8;
        std::string place = address(value.spot, bytes);
        if (place.empty() || (!parameters && value.spot.where == ENGINE_AT_PARAM))
            continue;
        to << "    { unsigned long long v = " << value.bits << "ULL; __builtin_memcpy(" << place
           << ", &v, " << bytes << "); }\n";
    }
    for (uint32_t i = 0; i < inputs.n_blocks; i++) {
        const engine_block &block = inputs.blocks[i];
        if (block.global != PROG_NONE || (!parameters && block.pointer.where == ENGINE_AT_PARAM))
            continue;
        std::string place = address(block.pointer, program.pointer_bits / 8);
        if (place.empty())
            continue;
        to << "    { void *v = " << (block.is_null ? "0" : blockName(i)) << "; __builtin_memcpy("
           << place << ", &v, sizeof v); }\n";
    }
}

// Calls of functions that the translation unit only declares.
class Callees : public RecursiveASTVisitor<Callees> {
  public:
    std::set<const FunctionDecl *> seen;
    bool VisitDeclRefExpr(DeclRefExpr *reference)
    {
        if (auto *function = dyn_cast<FunctionDecl>(reference->getDecl()))
            seen.insert(function->getCanonicalDecl());
        return true;
    }
};

bool Driver::addStub(llvm::raw_ostream &to, const FunctionDecl *function, uint32_t index)
{
    const auto *prototype = function->getType()->getAs<FunctionProtoType>();
    std::string text, head = function->getNameAsString() + "(";
    llvm::raw_string_ostream body(text);
    for (unsigned i = 0; i < function->getNumParams(); i++) {
        std::string name = "unsown_a" + std::to_string(i), declared;
        llvm::raw_string_ostream stream(declared);
        if (!declare(stream, function->getParamDecl(i)->getType(), name))
            return false;
        stream.flush();
        head += (i ? ", " : "") + declared;
        QualType target = function->getParamDecl(i)->getType()->isPointerType()
                              ? function->getParamDecl(i)->getType()->getPointeeType() : QualType();
        // A function that is not seen is taken to write what it can reach.
        if (!target.isNull() && !target.isConstQualified() && target->isObjectType() &&
            !target->isIncompleteType())
            body << "    if (" << name << ")\n        __builtin_memset((void *)" << name << ", 0, sizeof *"
                 << name << ");\n";
        else
            body << "    (void)" << name << ";\n";
    }
    if (prototype && prototype->isVariadic())
        head += ", ...";
    else if (!function->getNumParams())
        head += prototype ? "void" : "";
    head += ")";
    QualType result = function->getReturnType();
    if (!result->isVoidType()) {
        std::map<int64_t, std::string> answers;
        for (uint32_t i = 0; i < inputs.n_values; i++)
            if (inputs.values[i].spot.where == ENGINE_AT_RESULT &&
                inputs.values[i].spot.number == index)
                answers[inputs.values[i].spot.offset] = std::to_string(inputs.values[i].bits) + "ULL";
        for (uint32_t i = 0; i < inputs.n_blocks; i++)
            if (inputs.blocks[i].pointer.where == ENGINE_AT_RESULT &&
                inputs.blocks[i].pointer.number == index && inputs.blocks[i].global == PROG_NONE &&
                !inputs.blocks[i].is_null)
                answers[inputs.blocks[i].pointer.offset] =
                    "(unsigned long long)(unsigned long)" + blockName(i);
        std::string declared;
        llvm::raw_string_ostream stream(declared);
        if (!declare(stream, result, "unsown_r"))
            return false;
        stream.flush();
        body << "    " << declared << ";\n    __builtin_memset(&unsown_r, 0, sizeof unsown_r);\n";
        if (!answers.empty()) {
            // Calls beyond those of the witness answer as its last one did.
            body << "    static unsigned long long calls;\n    unsigned long long v = 0;\n"
                    "    switch (calls++) {\n";
            for (auto &[call, value] : answers)
                body << (call == answers.rbegin()->first ? "    default: v = " : "    case " +
                                                               std::to_string(call) + ": v = ")
                     << value << "; break;\n";
            body << "    }\n    __builtin_memcpy(&unsown_r, &v, sizeof unsown_r < sizeof v ? sizeof "
                    "unsown_r : sizeof v);\n";
        }
        body << "    return unsown_r;\n";
    }
    body.flush();
    std::string declared = head;
    result.getUnqualifiedType().getAsStringInternal(declared, policy);
    if (!isNamed(result))
        return false;
    to << "\n" << (function->getStorageClass() == SC_Static ? "static " : "") << declared << "\n{\n"
       << text << "}\n";
    return true;
}

bool Driver::addStubs(llvm::raw_ostream &to)
{
    Callees callees;
    callees.TraverseDecl(ast.getTranslationUnitDecl());
    const SourceManager &sources = ast.getSourceManager();
    for (uint32_t i = 0; i < program.n_functions; i++) {
        const auto *function =
            dyn_cast_or_null<FunctionDecl>(declarations.find(program.functions[i].decl));
        if (!function || function->getDefinition() || function->getBuiltinID() ||
            !callees.seen.count(function->getCanonicalDecl()) ||
            sources.isInSystemHeader(function->getLocation()))
            continue;
        if (!addStub(to, function, i))
            return false;
    }
    return true;
}

std::string Driver::text(const Rendered &rendered, const std::string &source)
{
    const prog_function &function = program.functions[finding.function];
    const auto *decl = dyn_cast_or_null<FunctionDecl>(declarations.find(function.decl));
    if (!decl || program.big_endian)
        return "";
    decl = decl->getDefinition();
    if (!decl || ast.getSourceManager().isInSystemHeader(decl->getLocation()))
        return "";
    bool inMain = decl->isMain();
    std::string out;
    llvm::raw_string_ostream to(out);
    PresumedLoc place = ast.getSourceManager().getPresumedLoc(rendered.location);
    to << "/* " << source << ":" << place.getLine() << ":" << place.getColumn() << ": "
       << rendered.text << " [unsown-" << engine_id_name(finding.id) << "]\n"
       << " *\n * Calls '" << decl->getNameAsString() << "' so that it takes the path of the finding.  To see it:\n"
       << " *   clang -g -fsanitize=memory -fsanitize-memory-track-origins=2, and the flags of the file\n */\n";
    if (!inMain)
        to << "#define main unsown_main_of_the_file\n";
    to << "#include \"" << source << "\"\n";
    if (!inMain)
        to << "#undef main\n";
    to << "\n";
    for (uint32_t i = 0; i < inputs.n_blocks; i++)
        if (inputs.blocks[i].global == PROG_NONE)
            to << "static _Alignas(16) unsigned char unsown_block" << i << "[" << blockLeast << "];\n";
    if (!addStubs(to))
        return "";
    if (inMain) {
        // The program's own main runs; its parameters are what they are.
        to << "\n__attribute__((constructor)) static void unsown_prepare(void)\n{\n";
        fill(to, false);
        to << "}\n";
        to.flush();
        return out;
    }
    to << "\nint main(void)\n{\n";
    for (unsigned i = 0; i < decl->getNumParams(); i++) {
        std::string name = "unsown_p" + std::to_string(i);
        to << "    ";
        if (!declare(to, decl->getParamDecl(i)->getType(), name))
            return "";
        to << ";\n    __builtin_memset(&" << name << ", 0, sizeof " << name << ");\n";
    }
    fill(to, true);
    to << "    (void)" << decl->getNameAsString() << "(";
    for (unsigned i = 0; i < decl->getNumParams(); i++)
        to << (i ? ", " : "") << "unsown_p" << i;
    to << ");\n    return 0;\n}\n";
    to.flush();
    return out;
}

} // namespace

bool writeDrivers(CompilerInstance &ci, ASTContext &ast, const prog_program &program,
                  const Declarations &declarations, const std::vector<Rendered> &rendered,
                  const std::string &directory)
{
    DiagnosticsEngine &diagnostics = ci.getDiagnostics();
    auto fail = [&](const std::string &what, const std::string &why) {
        diagnostics.Report(diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "unsown: %0"))
            << "cannot write '" + what + "': " + why;
        return false;
    };
    const auto &files = ci.getFrontendOpts().Inputs;
    if (files.empty() || !files[0].isFile())
        return true; // what came from a pipe cannot be included
    llvm::SmallString<256> source(files[0].getFile());
    llvm::sys::fs::make_absolute(source);
    if (std::error_code error = llvm::sys::fs::create_directories(directory))
        return fail(directory, error.message());
    std::string stem = llvm::sys::path::stem(source).str();
    for (const Rendered &one : rendered) {
        if (!one.finding->inputs || one.level == DiagnosticsEngine::Ignored)
            continue;
        Driver driver(ast, program, declarations, *one.finding);
        std::string text = driver.text(one, source.str().str());
        if (text.empty())
            continue;
        PresumedLoc place = ast.getSourceManager().getPresumedLoc(one.location);
        std::string path = directory + "/" + stem + "-" + std::to_string(place.getLine()) + "-" +
                           std::to_string(place.getColumn()) + ".c";
        std::error_code error;
        llvm::raw_fd_ostream file(path, error);
        if (!error) {
            file << text;
            file.close();
            error = file.error();
            file.clear_error();
        }
        if (error)
            return fail(path, error.message());
    }
    return true;
}
