#include "app/profile_link.hpp"

#include "base/log.hpp"
#include "http/token.hpp"
#include "protocol/digest.hpp"
#include "protocol/mobileconfig.hpp"
#include "storage/profile_link_repository.hpp"

namespace fingerpost::app {

namespace {

using storage::ProfileLinkRepository;

constexpr std::string_view below = "/mobileconfig/once/";

Response said(int status, const char* text) {
    Response response{status, "text/plain; charset=utf-8", text, {{"Cache-Control", "no-store"}}};
    response.protocol = "mobileconfig";
    return response;
}

Response gone() {
    return said(
        410, "this link was used already, was withdrawn or has expired; ask for a new one\n"
    );
}

Request profile_request(std::string query, Request asked) {
    asked.method = "GET";
    asked.path = protocol::mobileconfig_path;
    asked.query = std::move(query);
    return asked;
}

} // namespace

std::string link_hash(std::string_view token) {
    return protocol::hex(protocol::sha256(token));
}

bool is_profile_link(const Request& request) {
    return request.path.starts_with(below);
}

boost::asio::awaitable<Response> answer_profile_link(
    Request request, const Discovery& discovery, CatalogKeeper& keeper, std::int64_t now
) {
    const bool head = request.method == "HEAD";
    if (!head && request.method != "GET") {
        auto refused = said(405, "method not allowed\n");
        refused.headers.emplace_back("Allow", "GET, HEAD");
        co_return refused;
    }
    const auto token = request.path.substr(below.size());
    if (!http::is_token(token)) co_return gone();
    if (!keeper.connected()) co_return said(503, "please try again in a minute\n");
    const auto find = [hash = link_hash(token), now](storage::Connection& connection) {
        return ProfileLinkRepository(connection).find(hash, now);
    };
    const auto link = co_await keeper.run(find);
    if (!link) co_return gone();
    auto reply = discovery(profile_request(link->query, std::move(request)));
    auto profile = co_await waited_for(std::move(reply));
    if (head || profile.status != 200) co_return profile;
    const auto use = [id = link->id, now](storage::Connection& connection) {
        return ProfileLinkRepository(connection).use(id, now);
    };
    const bool mine = co_await keeper.run(use);
    if (!mine) co_return gone();
    log::event(log::Level::info, "profile_link_used", {{"link", std::to_string(link->id)}});
    co_return profile;
}

boost::asio::awaitable<void> prune_profile_links(CatalogKeeper& keeper, std::int64_t now) {
    if (!keeper.connected()) co_return;
    const auto prune = [now](storage::Connection& connection) {
        return connection.read_only() ? 0 : ProfileLinkRepository(connection).prune(now);
    };
    const auto pruned = co_await keeper.run(prune);
    if (pruned > 0)
        log::event(
            log::Level::info, "profile_links_expired", {{"removed", std::to_string(pruned)}}
        );
}

} // namespace fingerpost::app
