/// @file
/// What the verbs that publish have in common: the database, the catalog and the way to the name
/// servers, and one coroutine run to its end.
#pragma once

#include "app/dns_publication.hpp"
#include "cli/verb.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <memory>
#include <optional>

namespace fingerpost::cli {

class DnsSession {
public:
    /// By the configuration in force, of which errors are told on io.err already when
    /// Error::what is "".
    static Result<std::unique_ptr<DnsSession>> open(const Arguments& arguments, Io& io);

    app::DnsPublication& publication() { return *publication_; }
    storage::Connection& connection() { return *connection_; }

    template <class T>
    T run(boost::asio::awaitable<T> task) {
        std::optional<T> value;
        const auto keep = [&](const std::exception_ptr& failure, T result) {
            if (failure) std::rethrow_exception(failure);
            value.emplace(std::move(result));
            context_.stop();
        };
        boost::asio::co_spawn(context_, std::move(task), keep);
        context_.restart();
        context_.run();
        return std::move(value).value();
    }

private:
    boost::asio::io_context context_{1};
    std::unique_ptr<storage::Connection> connection_;
    std::optional<Catalog> catalog_;
    std::unique_ptr<app::DnsPublication> publication_;
};

} // namespace fingerpost::cli
