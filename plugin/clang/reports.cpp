// From diagnostics and the program to a report_unit (report.h).
//
// Annotated sites are read off the program: marks of UNSOWN_READ, functions that are
// UNSOWN_INTENTIONAL, and loads of what is UNSOWN_SCRATCH.
//
// What it gives up.  Reads through a parameter that is UNSOWN_SCRATCH are not listed, and the effects
// of a site on Memcheck are taken to be all that are possible.
#include "reports.h"

#include <deque>
#include <set>
#include <string>

#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include "claims.h"
#include "places.h"

extern "C" {
#include "../report/report.h"
}

using namespace clang;

namespace {

class ReportBuilder {
  public:
    ReportBuilder(CompilerInstance &ci, ASTContext &ast, const prog_program &program,
                  const engine_result &result, const Declarations &declarations)
        : ci(ci), ast(ast), sources(ast.getSourceManager()), program(program), result(result),
          declarations(declarations), places(ast, program)
    {
    }
    report_unit build(const std::vector<Rendered> &rendered);

  private:
    CompilerInstance &ci;
    ASTContext &ast;
    const SourceManager &sources;
    const prog_program &program;
    const engine_result &result;
    const Declarations &declarations;
    Places places;
    std::deque<std::string> texts; // what the unit points to
    std::vector<report_item> items;
    std::deque<std::vector<report_step>> steps;
    std::vector<report_function> functions;
    std::deque<std::vector<size_t>> callers;
    std::vector<report_site> sites;
    std::deque<std::vector<report_given>> givens;

    const char *keep(std::string text) { return texts.emplace_back(std::move(text)).c_str(); }
    report_place placeOf(SourceLocation location);
    report_place placeOf(prog_loc place) const;
    void addItem(const Rendered &rendered);
    std::vector<bool> keptFunctions(const std::vector<std::set<size_t>> &calledBy) const;
    void addFunctions();
    void addSites(uint32_t index);
    void addVerdict(report_site &site, uint32_t function, prog_value inst);
    void addScratch(uint32_t index, const prog_function &function, const prog_inst &load);
};

report_place ReportBuilder::placeOf(SourceLocation location)
{
    PresumedLoc presumed = sources.getPresumedLoc(location);
    if (presumed.isInvalid())
        return {};
    return {keep(presumed.getFilename()), presumed.getLine(), presumed.getColumn(), 0, 0};
}

report_place ReportBuilder::placeOf(prog_loc place) const
{
    if (!place.line || place.file >= program.n_files)
        return {};
    return {program.files[place.file], place.line, place.column, 0, 0};
}

void ReportBuilder::addItem(const Rendered &rendered)
{
    const engine_finding &finding = *rendered.finding;
    report_item item = {};
    item.id = keep(std::string("unsown-") + engine_id_name(finding.id));
    item.level = rendered.level == DiagnosticsEngine::Error     ? REPORT_ERROR
                 : rendered.level == DiagnosticsEngine::Warning ? REPORT_WARNING
                                                                : REPORT_NOTE;
    item.message = keep(rendered.text);
    item.place = placeOf(rendered.location);
    item.function = program.functions[finding.function].name;
    item.object = finding.object.name && *finding.object.name ? finding.object.name : nullptr;
    if (finding.intent) {
        auto [claim, why] = llvm::StringRef(finding.intent).split(':');
        item.claim = keep(claim.str());
        item.why = keep(why.str());
    }
    std::vector<report_step> &path = steps.emplace_back(), &related = steps.emplace_back();
    for (const RenderedNote &note : rendered.notes)
        (note.isStep ? path : related).push_back({placeOf(note.location), keep(note.text)});
    item.steps = path.data();
    item.n_steps = path.size();
    item.related = related.data();
    item.n_related = related.size();
    items.push_back(item);
}

// The functions that the compiler makes code of: those that others may call or that are asked for, and what
// they call in turn.
std::vector<bool>
ReportBuilder::keptFunctions(const std::vector<std::set<size_t>> &calledBy) const
{
    std::vector<bool> isKept(program.n_functions);
    for (uint32_t i = 0; i < program.n_functions; i++) {
        const prog_function &function = program.functions[i];
        auto *decl = dyn_cast_or_null<FunctionDecl>(declarations.find(function.decl));
        isKept[i] = !decl || decl->isExternallyVisible() || decl->hasAttr<UsedAttr>() ||
                    decl->hasAttr<ConstructorAttr>() || decl->hasAttr<DestructorAttr>() ||
                    (function.flags & PROG_FN_ADDRESS_TAKEN);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < program.n_functions; i++)
            for (size_t caller : calledBy[i])
                if (isKept[caller] && !isKept[i])
                    isKept[i] = changed = true;
    }
    return isKept;
}

void ReportBuilder::addFunctions()
{
    std::vector<std::set<size_t>> calledBy(program.n_functions);
    for (uint32_t i = 0; i < program.n_functions; i++) {
        const prog_function &function = program.functions[i];
        for (uint32_t v = 0; v < function.n_values; v++) {
            const prog_inst &inst = function.values[v];
            if (inst.op != PROG_CALL || inst.block == PROG_NONE)
                continue;
            const prog_inst &callee = function.values[inst.args[0]];
            if (callee.op == PROG_FUNC)
                calledBy[callee.imm].insert(i);
        }
    }
    std::vector<bool> isKept = keptFunctions(calledBy);
    for (uint32_t i = 0; i < program.n_functions; i++) {
        const prog_function &function = program.functions[i];
        const NamedDecl *decl = declarations.find(function.decl);
        report_function one = {};
        one.name = function.name;
        one.may_be_inlined = function.n_blocks > 0 && !(decl && decl->hasAttr<NoInlineAttr>());
        one.never_called = !isKept[i];
        std::vector<size_t> &list =
            callers.emplace_back(calledBy[i].begin(), calledBy[i].end());
        one.callers = list.data();
        one.n_callers = list.size();
        functions.push_back(one);
    }
}

void ReportBuilder::addScratch(uint32_t index, const prog_function &function,
                               const prog_inst &load)
{
    const prog_inst *base = &function.values[load.args[0]];
    while (base->op == PROG_PTRADD)
        base = &function.values[base->args[0]];
    const char *why = nullptr;
    if (base->op == PROG_LOCAL && base->object->scratch) {
        why = base->object->why ? base->object->why : "";
    } else if (load.flags & PROG_READ_ON_PURPOSE) {
        auto *decl = dyn_cast_or_null<FunctionDecl>(declarations.find(function.decl));
        for (const PlaceNode &node : places.nodes(decl, load.loc)) {
            auto *member = dyn_cast_or_null<MemberExpr>(node.statement);
            if (!member)
                continue;
            for (const auto *attr : member->getMemberDecl()->specific_attrs<AnnotateAttr>()) {
                llvm::StringRef text = attr->getAnnotation();
                if (text.consume_front("unsown:scratch:"))
                    why = keep(text.str());
            }
        }
    }
    if (!why)
        return;
    report_site site = {};
    site.form = REPORT_SCRATCH;
    site.place = placeOf(load.loc);
    site.function = index;
    site.size = (load.type.bits + 7) / 8;
    site.effects = REPORT_ALL_EFFECTS;
    site.why = why;
    sites.push_back(site);
}

// The source text of UNSOWN_GIVEN's arguments at that place.
static std::string givenText(const ASTContext &ast, SourceLocation location)
{
    const SourceManager &sources = ast.getSourceManager();
    if (!location.isMacroID())
        return "";
    CharSourceRange range = sources.getExpansionRange(location);
    return Lexer::getSourceText(range, sources, ast.getLangOpts()).str();
}

void ReportBuilder::addVerdict(report_site &site, uint32_t function, prog_value inst)
{
    static const char *const names[] = {"undecided", "proved", "failed"};
    for (uint32_t i = 0; i < result.n_claims; i++) {
        const claim_result &claim = result.claims[i];
        if (claim.function != function || claim.inst != inst ||
            claim_is_contract(&claim))
            continue;
        site.verdict = names[claim.verdict];
        site.because = keep(reasonText(claim));
        site.stronger = claim.stronger < claim.claim ? claim_name(claim.stronger) : nullptr;
        site.microseconds = uint64_t(claim.seconds * 1e6);
        site.unreached = claim.unreached;
        std::vector<report_given> &list = givens.emplace_back();
        auto *decl = dyn_cast_or_null<FunctionDecl>(
            declarations.find(program.functions[function].decl));
        for (uint32_t k = 0; k < claim.n_given; k++) {
            const FunctionDecl *in = decl && decl->getDefinition() ? decl->getDefinition() : decl;
            std::string text = in ? givenText(ast, places.find(in, claim.given[k])) : "";
            list.push_back({placeOf(claim.given[k]), keep(text)});
        }
        site.given = list.data();
        site.n_given = list.size();
    }
}

void ReportBuilder::addSites(uint32_t index)
{
    const prog_function &function = program.functions[index];
    auto annotated = [&](report_form form, prog_loc place, const char *intent, uint32_t size,
                         prog_value inst) {
        auto [claim, why] = llvm::StringRef(intent ? intent : "").split(':');
        report_site site = {};
        site.form = form;
        site.place = placeOf(place);
        site.function = index;
        site.size = size;
        site.effects = REPORT_ALL_EFFECTS;
        site.claim = keep(claim.str());
        site.why = keep(why.str());
        addVerdict(site, index, inst);
        sites.push_back(site);
    };
    if (!function.n_blocks)
        return;
    if (function.flags & PROG_FN_INTENTIONAL)
        annotated(REPORT_INTENTIONAL, function.loc, function.intent, 0, PROG_NONE);
    for (uint32_t b = 0; b < function.n_blocks; b++)
        for (uint32_t i = 0; i < function.blocks[b].n_insts; i++) {
            prog_value value = function.blocks[b].insts[i];
            const prog_inst &inst = function.values[value];
            if (inst.op == PROG_INTENT)
                annotated(REPORT_READ, inst.loc, inst.name, (inst.type.bits + 7) / 8, value);
            else if (inst.op == PROG_LOAD)
                addScratch(index, function, inst);
        }
}

report_unit ReportBuilder::build(const std::vector<Rendered> &rendered)
{
    for (const Rendered &one : rendered)
        if (one.level != DiagnosticsEngine::Ignored)
            addItem(one);
    addFunctions();
    for (uint32_t i = 0; i < program.n_functions; i++)
        addSites(i);
    report_unit unit = {};
    const auto &inputs = ci.getFrontendOpts().Inputs;
    unit.source = keep(inputs.empty() || !inputs[0].isFile() ? "-" : inputs[0].getFile().str());
    unit.version = UNSOWN_VERSION;
    unit.pointer_bits = program.pointer_bits;
    unit.items = items.data();
    unit.n_items = items.size();
    unit.sites = sites.data();
    unit.n_sites = sites.size();
    unit.functions = functions.data();
    unit.n_functions = functions.size();
    return unit;
}

} // namespace

void writeReports(CompilerInstance &ci, ASTContext &ast, const prog_program &program,
                  const engine_result &result, const Declarations &declarations,
                  const Arguments &arguments, const std::vector<Rendered> &rendered)
{
    if (arguments.sarif.empty() && arguments.suppressions.empty() &&
        arguments.ignorelist.empty() && arguments.audit.empty())
        return;
    ReportBuilder builder(ci, ast, program, result, declarations);
    report_unit unit = builder.build(rendered);
    report_error error;
    auto write = [&](const std::string &file,
                     bool (*writer)(const report_unit *, const char *, report_error *)) {
        if (file.empty() || writer(&unit, file.c_str(), &error))
            return;
        DiagnosticsEngine &diagnostics = ci.getDiagnostics();
        diagnostics.Report(diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "unsown: %0"))
            << error.message;
    };
    write(arguments.sarif, report_sarif);
    write(arguments.suppressions, report_suppressions);
    write(arguments.ignorelist, report_ignorelist);
    write(arguments.audit, report_audit);
}
