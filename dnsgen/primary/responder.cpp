#include "primary/responder.hpp"

#include "base/text.hpp"
#include "publish/serial.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace fingerpost::primary {

namespace {

using metrics::ZoneOutcome;
using metrics::ZoneQuestion;
using zone::Rcode;

constexpr std::size_t udp_size_max = 512; // RFC 1035 §4.2.1; we speak no EDNS
constexpr std::size_t tcp_size_max = zone::message_max - zone::tsig_room;

ZoneQuestion question_of(const zone::Message& request) {
    if (request.opcode != zone::Opcode::query || !request.question) return ZoneQuestion::other;
    constexpr std::array<std::string_view, 3> types{"SOA", "AXFR", "IXFR"};
    const auto* found = std::find(types.begin(), types.end(), request.question->type);
    return static_cast<ZoneQuestion>(found - types.begin());
}

/// The serial that the peer has, of an IXFR request (RFC 1995 §3).
std::optional<std::uint32_t> known_serial(const zone::Message& request) {
    for (const auto& record : request.authority) {
        if (record.type != "SOA") continue;
        const auto numbers = std::string_view(record.data);
        const auto from = numbers.find(' ', numbers.find(' ') + 1) + 1;
        const auto serial =
            to_integer(numbers.substr(from, numbers.find(' ', from) - from), 0, 0xffffffff);
        if (serial) return static_cast<std::uint32_t>(*serial);
    }
    return std::nullopt;
}

std::chrono::year_month_day day_of(std::int64_t now) {
    return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(now))
    );
}

} // namespace

struct Responder::Asked {
    zone::Message message;
    zone::RequestSignature signature;
    boost::asio::ip::address from;
    Transport transport = Transport::udp;
    std::int64_t now = 0;
};

Result<std::optional<std::string>> Reply::next(std::int64_t now) {
    auto message = transfer_ ? transfer_->next() : std::exchange(only_, std::nullopt);
    if (!message || !*message || !signer_) return message;
    return std::optional(signer_->sign(std::move(**message), now));
}

Responder::Responder(SerialBook& book, Clock clock) : book_(book), clock_(std::move(clock)) {}

void Responder::use(std::shared_ptr<const Settings> settings, std::shared_ptr<const Zones> zones) {
    settings_ = std::move(settings);
    zones_ = std::move(zones);
}

bool Responder::is_listed(const boost::asio::ip::address& address) const {
    return std::ranges::any_of(settings_->secondaries, [&](const Endpoint& secondary) {
        return secondary.address() == address;
    });
}

/// A valid signature says more than an address: secondaries may stand behind others.
bool Responder::is_welcome(const Asked& asked) const {
    return settings_->keys.empty() ? is_listed(asked.from) : asked.signature.valid();
}

std::optional<Reply> Responder::answer(
    std::string_view octets, const boost::asio::ip::address& from, Transport transport
) {
    const auto now = clock_();
    auto message = zone::read_message(octets, zone::request_records_max);
    if (!message) return malformed(octets);
    if (message->response) return std::nullopt;
    auto signature = zone::check_request(octets, settings_->keys, now);
    if (!signature) return malformed(octets);
    const Asked asked{std::move(*message), std::move(*signature), from, transport, now};
    auto reply = asked.signature.present && !asked.signature.valid() ? bad_signature(asked)
                 : !is_welcome(asked) ? refused(asked, Rcode::refused, ZoneOutcome::refused)
                                      : welcomed(asked);
    reply.question = question_of(asked.message);
    return reply;
}

std::optional<Reply> Responder::malformed(std::string_view octets) {
    Reply reply;
    reply.outcome = ZoneOutcome::invalid;
    reply.only_ = zone::write_format_error(octets);
    if (!reply.only_) return std::nullopt;
    return reply;
}

Reply Responder::refused(const Asked& asked, Rcode rcode, ZoneOutcome outcome) {
    Reply reply;
    reply.outcome = outcome;
    auto written = zone::write_answer(asked.message, {rcode}, udp_size_max);
    if (written) reply.only_ = std::move(*written);
    if (outcome == ZoneOutcome::refused)
        log_.event(
            log::Level::info,
            "zone_refused",
            "the peer is no secondary of dns_secondaries "
            "or signs with no key of dns_transfer_key_file"
        );
    return reply;
}

Reply Responder::bad_signature(const Asked& asked) {
    auto reply = refused(asked, Rcode::not_authorised, ZoneOutcome::bad_signature);
    if (reply.only_)
        reply.only_ = zone::sign_refusal(std::move(*reply.only_), asked.signature, asked.now);
    log_.event(log::Level::warning, "zone_bad_signature", zone::name(asked.signature.error));
    return reply;
}

Reply Responder::welcomed(const Asked& asked) {
    auto reply = zone_reply(asked);
    reply.welcome = true;
    if (asked.signature.valid()) reply.signer_.emplace(asked.signature);
    return reply;
}

Reply Responder::zone_reply(const Asked& asked) {
    const auto& message = asked.message;
    if (message.opcode != zone::Opcode::query)
        return refused(asked, Rcode::not_implemented, ZoneOutcome::invalid);
    const auto question = question_of(message);
    const bool axfr = question == ZoneQuestion::axfr;
    if (!message.question || (axfr && asked.transport == Transport::udp)) // RFC 5936 §4.2
        return refused(asked, Rcode::format_error, ZoneOutcome::invalid);
    if (question == ZoneQuestion::other)
        return refused(asked, Rcode::refused, ZoneOutcome::invalid);

    auto name = message.question->name;
    name.pop_back();
    auto content = zones_->content(name);
    if (!content) return failed(asked, content.error());
    const auto serial = book_.serial(name, content->digest, day_of(asked.now));
    if (!serial) return failed(asked, serial.error());
    const auto soa = zone::soa(content->head, *serial);
    if (question == ZoneQuestion::soa) return soa_reply(asked, soa);
    if (question == ZoneQuestion::ixfr) {
        const auto known = known_serial(message);
        if (!known) return refused(asked, Rcode::format_error, ZoneOutcome::invalid);
        const bool newer = publish::serial_before(*known, *serial);
        // RFC 1995 §2: "you have it", or by UDP "ask again by TCP"
        if (!newer || asked.transport == Transport::udp) return soa_reply(asked, soa);
    }
    Reply reply;
    reply.transfer_.emplace(message, soa, std::move(content->records), tcp_size_max);
    return reply;
}

Reply Responder::failed(const Asked& asked, const Error& error) {
    if (error.code == Errc::not_found)
        return refused(asked, Rcode::not_authorised, ZoneOutcome::invalid);
    log_.event(log::Level::error, "zone_failed", error.what);
    return refused(asked, Rcode::server_failure, ZoneOutcome::error);
}

Reply Responder::soa_reply(const Asked& asked, const zone::Record& soa) {
    const bool udp = asked.transport == Transport::udp;
    auto written = zone::write_answer(
        asked.message, {Rcode::no_error, true, {soa}}, udp ? udp_size_max : tcp_size_max
    );
    if (!written) return failed(asked, written.error());
    Reply reply;
    reply.only_ = std::move(*written);
    return reply;
}

} // namespace fingerpost::primary
