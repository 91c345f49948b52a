#include "trace/fetched.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::trace {

namespace {

/// Why a client stays where it is, or "".
std::string_view why_not_followed(Follows follows, const http::Url& from, const http::Url& to) {
    switch (follows) {
    case Follows::any: return "";
    case Follows::same_scheme: return from.tls == to.tls ? "" : "to another scheme";
    case Follows::no_downgrade: return from.tls && !to.tls ? "from https to http" : "";
    case Follows::to_tls: return to.tls ? "" : "to http";
    }
    return "";
}

} // namespace

bool is_redirect(const http::Reply& reply) {
    constexpr std::array statuses{301, 302, 303, 307, 308};
    return std::find(statuses.begin(), statuses.end(), reply.status) != statuses.end() &&
           !reply.header("location").empty();
}

boost::asio::awaitable<Fetched> fetch(Outside& outside, Follows follows, http::Call call) {
    Fetched fetched;
    fetched.url = call.url;
    for (int hop = 0; hop <= redirects_max; ++hop) {
        auto reply = co_await outside.fetch(call);
        const bool elsewhere = reply && is_redirect(*reply);
        if (!elsewhere) {
            fetched.reply = std::move(reply);
            co_return fetched;
        }
        const auto to = http::follow(call.url, reply->header("location"));
        const auto status = std::to_string(reply->status);
        if (!to) {
            fetched.reply = Error{Errc::upstream, status + " to " + to.error().what};
            co_return fetched;
        }
        fetched.trail += status + " to " + to->str() + "; ";
        const auto why = why_not_followed(follows, call.url, *to);
        if (!why.empty()) {
            fetched.reply =
                Error{Errc::upstream, "a redirection " + std::string(why) + " is not followed"};
            co_return fetched;
        }
        fetched.url = call.url = *to;
    }
    fetched.reply = Error{Errc::upstream, "too many redirections"};
    co_return fetched;
}

} // namespace fingerpost::trace
