/// @file
/// How clients choose mail servers from SRV records: THE TABLE of their rules, and the choice.
/// Spec: RFC 6186 §3, RFC 8314 §5.1, RFC 2782, and the clients' own sources.
#pragma once

#include "resolve/srv_order.hpp"
#include "trace/settings.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace fingerpost::trace {

/// One label that is asked for, and what the port then says about TLS.
struct SrvService {
    std::string_view label; ///< "_imaps"
    std::string_view kind;  ///< "imap"
    Secured secured = Secured::tls;
    std::uint16_t tls_on = 0;           ///< this port is TLS whatever the label
    std::uint16_t starttls_only_on = 0; ///< any other port is TLS
};

struct MailSrvRules {
    std::string_view source;
    std::span<const SrvService> incoming; ///< in the order of preference
    std::span<const SrvService> outgoing;
    bool merged = false; ///< priority and weight decide over all labels, not the order of these
    bool both = false;   ///< one direction alone is of no use
};

extern const MailSrvRules claws_srv;
extern const MailSrvRules evolution_srv;
extern const MailSrvRules fairemail_srv;

/// What one label gave.
struct SrvFound {
    const SrvService* service = nullptr;
    std::vector<resolve::Srv> records;
};

/// A target of "." is no offer (RFC 6186 §3.4).
bool offers(const SrvFound& found);

/// The server it takes, and the label that gave it; null when nothing is offered.
struct SrvChoice {
    const SrvService* service = nullptr;
    MailServer server;
};
SrvChoice choose(
    const MailSrvRules& rules,
    const std::vector<SrvFound>& found,
    const Address& address,
    const resolve::Lottery& draw
);

} // namespace fingerpost::trace
