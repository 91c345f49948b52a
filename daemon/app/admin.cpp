#include "app/admin.hpp"

#include <array>
#include <string_view>

namespace fingerpost::app {

namespace {

Response metrics_page(const metrics::Metrics& metrics, const CatalogKeeper&) {
    // Prometheus 3 refuses a page whose type does not say the version
    return {200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), {}};
}

Response live(const metrics::Metrics&, const CatalogKeeper&) {
    return {200, "application/json", "{\"status\":\"ok\"}\n", {}};
}

Response ready(const metrics::Metrics&, const CatalogKeeper& keeper) {
    const auto* database = keeper.connected() ? "ok" : "away, serving what was loaded last";
    const auto domains = std::to_string(keeper.catalog().get()->domains());
    return {
        200,
        "application/json",
        std::string("{\"status\":\"") + (keeper.connected() ? "ok" : "degraded") +
            "\",\"database\":\"" + database + "\",\"domains\":" + domains + "}\n",
        {}};
}

struct Page {
    std::string_view path;
    Response (*answer)(const metrics::Metrics&, const CatalogKeeper&);
};
constexpr std::array pages{
    Page{"/metrics", metrics_page},
    Page{"/health/live", live},
    Page{"/health/ready", ready},
};

} // namespace

Response
answer_admin(const Request& request, const metrics::Metrics& metrics, const CatalogKeeper& keeper) {
    Response response{404, "text/plain; charset=utf-8", "no such page\n", {}};
    for (const auto& page : pages) {
        if (request.path != page.path) continue;
        if (request.method == "GET" || request.method == "HEAD")
            response = page.answer(metrics, keeper);
        else
            response = {
                405, "text/plain; charset=utf-8", "method not allowed\n", {{"Allow", "GET, HEAD"}}};
    }
    response.protocol = "api";
    return response;
}

} // namespace fingerpost::app
