/// @file
/// Asking the DNS. Tests hand in a resolver of their own.
#pragma once

#include "resolve/answer.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace fingerpost::resolve {

class Resolver {
public:
    virtual ~Resolver() = default;

    /// `name` is a domain name of A-labels; it is asked as it is, no search list is applied.
    /// Returns within the resolver's budget of time.
    virtual boost::asio::awaitable<Answer> ask(std::string name, Type type) = 0;
};

} // namespace fingerpost::resolve
