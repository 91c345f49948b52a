/// @file
/// The world a walk asks: DNS and the web. Tests hand in their own.
#pragma once

#include "http/client.hpp"
#include "resolve/resolver.hpp"

#include <map>
#include <optional>
#include <utility>

namespace fingerpost::trace {

class Outside {
public:
    virtual ~Outside() = default;

    virtual boost::asio::awaitable<resolve::Answer> ask(std::string name, resolve::Type type) = 0;

    /// `call.peer` is filled in here. Errc::not_found: the host has no address; Errc::timeout: it
    /// is not known what would have been answered; Errc::upstream: refused, and why.
    virtual boost::asio::awaitable<Result<http::Reply>> fetch(http::Call call) = 0;
};

/// The Internet. No question is asked of the DNS twice.
class Internet final : public Outside {
public:
    /// Both must outlive it. With `via`, every request goes to that URL's host, which is an
    /// address, and keeps its own Host header.
    Internet(resolve::Resolver& resolver, const http::Client& client, std::optional<http::Url> via);

    boost::asio::awaitable<resolve::Answer> ask(std::string name, resolve::Type type) override;
    boost::asio::awaitable<Result<http::Reply>> fetch(http::Call call) override;

private:
    boost::asio::awaitable<Result<std::vector<std::string>>> addresses(std::string host);

    resolve::Resolver& resolver_;
    const http::Client& client_;
    std::optional<http::Url> via_;
    std::map<std::pair<std::string, resolve::Type>, resolve::Answer> asked_;
};

} // namespace fingerpost::trace
