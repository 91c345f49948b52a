/// @file
/// Makes visits over the network, politely: it names itself, logs in nowhere, says goodbye. Home of
/// the client side of STARTTLS.
/// Spec: RFC 9051 §6.2.1 (IMAP), RFC 2595 §4 (POP3), RFC 3207 (SMTP), RFC 5804 §2.2 (ManageSieve).
#pragma once

#include "base/error.hpp"
#include "probe/visit.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace fingerpost::probe {

struct VisitorSettings {
    std::string ca_file = {};                ///< PEM; "": the authorities this system trusts
    std::chrono::milliseconds budget{10000}; ///< for one visit
    std::string hello = "localhost";         ///< what EHLO says
};

class Visitor {
public:
    /// Errc::bad_request names the file that cannot be used.
    static Result<std::shared_ptr<const Visitor>> make(const VisitorSettings& settings);

    virtual ~Visitor() = default;

    /// On the caller's executor. Any address is visited: which ones may be is decided before.
    virtual boost::asio::awaitable<Visit> visit(Endpoint endpoint) const = 0;
};

} // namespace fingerpost::probe
