/// @file
/// What a name server's request is answered with: SOA, AXFR, and IXFR as a whole zone, to listed
/// secondaries only. No sockets here.
/// Spec: RFC 5936, RFC 1995, RFC 8945 §5.
#pragma once

#include "metrics/metrics.hpp"
#include "primary/occasional_log.hpp"
#include "primary/serial_book.hpp"
#include "primary/settings.hpp"
#include "primary/zones.hpp"
#include "zone/message.hpp"
#include "zone/tsig.hpp"

#include <boost/asio/ip/address.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::primary {

enum class Transport { udp, tcp };

/// The messages that answer one request, each made when the one before was taken.
class Reply {
public:
    metrics::ZoneQuestion question = metrics::ZoneQuestion::other;
    metrics::ZoneOutcome outcome = metrics::ZoneOutcome::ok;
    bool welcome = false; ///< whether the peer is one of our secondaries

    /// None after the last one.
    Result<std::optional<std::string>> next(std::int64_t now);

private:
    friend class Responder;
    std::optional<std::string> only_;
    std::optional<zone::Transfer> transfer_;
    std::optional<zone::AnswerSigner> signer_;
};

/// Used by one thread.
class Responder {
public:
    Responder(SerialBook& book, Clock clock);

    void use(std::shared_ptr<const Settings> settings, std::shared_ptr<const Zones> zones);

    bool is_listed(const boost::asio::ip::address& address) const;

    /// None for what is not even a request.
    std::optional<Reply>
    answer(std::string_view octets, const boost::asio::ip::address& from, Transport transport);

private:
    struct Asked;
    std::optional<Reply> malformed(std::string_view octets);
    Reply refused(const Asked& asked, zone::Rcode rcode, metrics::ZoneOutcome outcome);
    Reply bad_signature(const Asked& asked);
    Reply welcomed(const Asked& asked);
    Reply zone_reply(const Asked& asked);
    Reply failed(const Asked& asked, const Error& error);
    Reply soa_reply(const Asked& asked, const zone::Record& soa);
    bool is_welcome(const Asked& asked) const;

    SerialBook& book_;
    Clock clock_;
    std::shared_ptr<const Settings> settings_;
    std::shared_ptr<const Zones> zones_;
    OccasionalLog log_;
};

} // namespace fingerpost::primary
