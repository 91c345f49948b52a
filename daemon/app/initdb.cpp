#include "app/initdb.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "storage/seed.hpp"

namespace fingerpost::app {

namespace {

constexpr const char* plain = "text/plain; charset=utf-8";

Response said(int status, std::string text) {
    Response response{status, plain, std::move(text) + '\n', {}};
    response.protocol = "api";
    return response;
}

Response refused(const Request& request) {
    const std::string why = request.method == "DELETE"
                                ? "nothing is deleted without authentication: use the command line"
                                : "method not allowed";
    auto response = said(405, why);
    response.headers.emplace_back("Allow", "GET, POST");
    return response;
}

/// Behind a proxy that is not counted, everybody seems to be on this machine.
bool is_neighbour(const Request& request) {
    return request.loopback && !request.by_unknown_proxy;
}

bool is_json(std::string_view content_type) {
    return ascii_iequals(
        trimmed(content_type.substr(0, content_type.find(';'))), "application/json"
    );
}

} // namespace

bool is_initdb(const Request& request) {
    return request.path == "/initdb/" || request.path == "/initdb";
}

boost::asio::awaitable<Response> answer_initdb(Request request, CatalogKeeper& keeper) {
    if (!is_neighbour(request))
        co_return said(
            403, "only from this machine, and not through a proxy that proxy_count does not count"
        );
    // HEAD is refused too: it must change nothing, and GET here does
    const bool posted = request.method == "POST";
    if (!posted && request.method != "GET") co_return refused(request);
    if (posted && !is_json(request.content_type))
        co_return said(415, "the seed must come as application/json");
    const auto seed = [posted, body = std::move(request.body)](storage::Connection& connection) {
        return posted ? storage::seed_json(connection, body) : storage::seed_example(connection);
    };
    const auto seeded = co_await keeper.run(seed);
    if (!seeded) co_return said(http_status(seeded.error().code), seeded.error().what);
    log::event(log::Level::warning, "database_seeded", {{"by", posted ? "json" : "example"}});
    co_return said(200, "Database is now prepared.");
}

} // namespace fingerpost::app
