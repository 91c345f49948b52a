/// @file
/// Asks the configured resolver and any other name server, as fast as each can bear. For checks and
/// sweeps, which ask much and often the same.
#pragma once

#include "resolve/answer.hpp"
#include "resolve/query.hpp"

#include <boost/asio/awaitable.hpp>

namespace fingerpost::resolve {

class NameServers {
public:
    virtual ~NameServers() = default;

    /// Returns within the budget for one query; may wait for its turn before that. Only answers by
    /// the configured resolver or another one that is trusted are ever `authentic`.
    virtual boost::asio::awaitable<Answer> ask(Query query) = 0;
};

} // namespace fingerpost::resolve
