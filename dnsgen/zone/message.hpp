/// @file
/// DNS messages as plain values: read from a peer, and written for one. Both ends of a question, an
/// update, a zone transfer and a NOTIFY.
/// Spec: RFC 1035 §4; RFC 2136 (update); RFC 5936 (AXFR); RFC 1996 (NOTIFY).
#pragma once

#include "base/error.hpp"
#include "zone/layout.hpp"
#include "zone/record.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::zone {

enum class Opcode : std::uint8_t { query = 0, notify = 4, update = 5 };

enum class Rcode : std::uint8_t {
    no_error = 0,
    format_error = 1,
    server_failure = 2,
    no_such_name = 3,
    not_implemented = 4,
    refused = 5,
    name_exists = 6, ///< RFC 2136 §2.2, here and below
    rrset_exists = 7,
    no_such_rrset = 8,
    not_authorised = 9,
    not_in_zone = 10
};
std::string name(Rcode rcode); ///< "NXDOMAIN"

struct Question {
    std::string name; ///< absolute, lower case, with the final dot
    std::string type; ///< "SOA", "AXFR"

    bool operator==(const Question&) const = default;
};

/// Records are as normalised() writes them. Those of other classes than IN, OPT and TSIG are left
/// out: what an UPDATE deletes or demands is not read here.
struct Message {
    std::uint16_t id = 0;
    bool response = false;
    Opcode opcode = Opcode::query;
    bool authoritative = false;     ///< AA
    bool truncated = false;         ///< TC
    bool recursion_desired = false; ///< RD
    Rcode rcode = Rcode::no_error;
    std::optional<Question> question; ///< of class IN
    Records answer;
    Records authority;
    Records additional;
};

/// Records that a question, a NOTIFY or an IXFR request needs at most: the limit for a server.
inline constexpr std::size_t request_records_max = 8;
inline constexpr std::size_t answer_records_max = 8192; ///< 65,535 octets hold fewer

/// Errc::bad_request for malformed octets. An opcode or rcode may be none of the enumerators.
Result<Message> read_message(std::string_view octets, std::size_t records_max = answer_records_max);

/// The id of what may be a message; none when it is too short for one.
std::optional<std::uint16_t> message_id(std::string_view octets);

/// Whether `answer` is one to `request`: a response with its id and opcode, and with its question
/// where it repeats one.
bool is_answer_to(std::string_view request, std::string_view answer);

/// The same octets with this id, before they are signed.
std::string with_id(std::string message, std::uint16_t id);

/// Without recursion: asked is who knows. Errc::bad_request names what is no name or type.
Result<std::string> write_query(std::uint16_t id, const Question& question);

/// To a secondary: the zone has this SOA now (RFC 1996 §3.7).
Result<std::string> write_notify(std::uint16_t id, const Record& soa);
/// The same without the SOA, which the secondary asks for.
Result<std::string> write_notify(std::uint16_t id, const std::string& zone);

/// The answer to `request` in one message; with AA where it holds records or denies them.
struct Answer {
    Rcode rcode = Rcode::no_error;
    bool authoritative = false;
    Records answer = {};
    Records authority = {};
};
/// Errc::bad_request names the record that cannot be written; Errc::unsupported: more than fits.
Result<std::string>
write_answer(const Message& request, const Answer& answer, std::size_t size_max = message_max);

/// What a server says to octets that read_message() refused: FORMERR with their id, or nothing to
/// what is too short or itself an answer.
std::optional<std::string> write_format_error(std::string_view octets);

/// Puts the next record into its argument; false after the last.
using NextRecord = std::function<bool(Record&)>;

/// The messages of a zone transfer, one after another: the SOA, all other records, the SOA again.
/// Answers AXFR and, as a whole zone, IXFR (RFC 1995 §4).
class Transfer {
public:
    /// `records` need no SOA, which is left out; they must outlive this. Sorted by owner they take
    /// least room. `size_max` leaves room for a signature: message_max - tsig_room.
    Transfer(const Message& request, Record soa, const Records& records, std::size_t size_max);

    /// For zones too large to be kept as Records.
    Transfer(const Message& request, Record soa, NextRecord records, std::size_t size_max);

    /// None after the last one. Errc::bad_request names the record that cannot be written.
    Result<std::optional<std::string>> next();

private:
    void advance();

    enum class Stage : std::uint8_t { first_soa, records, last_soa, done };

    Message request_;
    Record soa_;
    NextRecord records_;
    std::size_t size_max_;
    Record current_;
    Stage stage_ = Stage::first_soa; ///< of current_
    bool first_ = true;              ///< whether no message was made yet
};

} // namespace fingerpost::zone
