// Building and searching the maps of places.
#include "places.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace {

class Collector : public RecursiveASTVisitor<Collector> {
  public:
    template <class Add> Collector(Add add) : add(add) {}

    bool VisitStmt(Stmt *statement)
    {
        add(statement->getBeginLoc(), statement);
        if (auto *expr = dyn_cast<Expr>(statement))
            if (expr->getExprLoc() != statement->getBeginLoc())
                add(expr->getExprLoc(), statement);
        return true;
    }
    bool VisitVarDecl(VarDecl *variable)
    {
        add(variable->getLocation(), nullptr);
        return true;
    }

  private:
    std::function<void(SourceLocation, const Stmt *)> add;
};

} // namespace

const Places::Line *Places::line(const FunctionDecl *function, prog_loc place)
{
    if (!function || !place.line || place.file >= program.n_files)
        return nullptr;
    std::unique_ptr<Map> &map = maps[function];
    if (!map) {
        map = std::make_unique<Map>();
        const SourceManager &sources = ast.getSourceManager();
        Collector collector([&](SourceLocation location, const Stmt *statement) {
            PresumedLoc presumed = sources.getPresumedLoc(location);
            if (presumed.isValid())
                (*map)[{presumed.getFilename(), presumed.getLine()}][presumed.getColumn()]
                    .push_back({location, statement});
        });
        collector.TraverseDecl(const_cast<FunctionDecl *>(function));
    }
    auto found = map->find({program.files[place.file], place.line});
    return found == map->end() ? nullptr : &found->second;
}

std::vector<PlaceNode> Places::nodes(const FunctionDecl *function, prog_loc place)
{
    const Line *columns = line(function, place);
    if (!columns)
        return {};
    auto found = columns->find(place.column);
    return found == columns->end() ? std::vector<PlaceNode>() : found->second;
}

SourceLocation Places::find(const FunctionDecl *function, prog_loc place)
{
    if (!function)
        return SourceLocation();
    const Line *columns = line(function, place);
    if (!columns)
        return function->getLocation();
    auto behind = columns->upper_bound(place.column);
    if (behind == columns->begin())
        return behind->second.front().location;
    return std::prev(behind)->second.front().location;
}
