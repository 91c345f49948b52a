/// @file
/// A reply as a client gets it: redirections followed by its rules.
#pragma once

#include "trace/client.hpp"
#include "trace/outside.hpp"

namespace fingerpost::trace {

inline constexpr int redirects_max = 10;

struct Fetched {
    Result<http::Reply> reply = Error{};
    http::Url url;     ///< where the reply came from
    std::string trail; ///< "302 to https://…; ", for people
};

/// The method and the body go along, as the clients take care that they do.
boost::asio::awaitable<Fetched> fetch(Outside& outside, Follows follows, http::Call call);

/// Whether the status leads elsewhere.
bool is_redirect(const http::Reply& reply);

} // namespace fingerpost::trace
