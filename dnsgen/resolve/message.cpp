#include "resolve/message.hpp"

#include "base/text.hpp"
#include "resolve/cursor.hpp"
#include "resolve/record_data.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace fingerpost::resolve {

namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::uint16_t class_in = 1;

struct Header {
    bool response = false;
    bool authoritative = false;
    bool truncated = false;
    bool recursion = false; ///< available
    unsigned rcode = 0;
    unsigned questions = 0;
    unsigned answers = 0;
};

Header read_header(Cursor& cursor) {
    cursor.u16(); // the identity: c-ares has compared it
    const auto flags = cursor.u16();
    Header header;
    header.response = (flags & 0x8000U) != 0;
    header.authoritative = (flags & 0x0400U) != 0;
    header.truncated = (flags & 0x0200U) != 0;
    header.recursion = (flags & 0x0080U) != 0;
    header.rcode = flags & 0x000FU;
    header.questions = cursor.u16();
    header.answers = cursor.u16();
    cursor.u32(); // authority and additional records are not read
    return header;
}

Answer malformed(std::string what) {
    return unknown(Failure::malformed, "malformed answer: " + std::move(what));
}

std::optional<Answer> failure_of(const Header& header) {
    switch (header.rcode) {
    case 0:
    case 3: break;
    case 2: return unknown(Failure::servfail, "the server failed (SERVFAIL)");
    case 5: return unknown(Failure::refused, "the server refused to answer (REFUSED)");
    default:
        return unknown(Failure::other, "the server answered rcode " + std::to_string(header.rcode));
    }
    return std::nullopt;
}

/// The records of IN that have a type we read; none when the message breaks off.
std::optional<std::vector<Record>> read_records(Cursor& cursor, unsigned count, Type wanted) {
    std::vector<Record> records;
    for (unsigned i = 0; i < count; ++i) {
        Record record;
        record.owner = cursor.name();
        const auto type = cursor.u16();
        const auto kind = cursor.u16();
        record.ttl = cursor.u32();
        const std::size_t length = cursor.u16();
        const auto end = cursor.at() + length;
        const bool read = type == static_cast<std::uint16_t>(wanted) ||
                          type == static_cast<std::uint16_t>(Type::cname);
        if (!read || kind != class_in) {
            cursor.bytes(length);
        } else {
            record.type = static_cast<Type>(type);
            record.data = read_data(cursor, record.type, length);
            if (cursor.at() != end) return std::nullopt;
            records.push_back(std::move(record));
        }
        if (cursor.failed()) return std::nullopt;
    }
    return records;
}

/// From the name asked for along its aliases to the records of the type asked for.
Answer follow(std::vector<Record> records, std::string owner, Type type) {
    Answer answer;
    while (answer.aliases.size() <= aliases_max) {
        for (auto& record : records)
            if (record.owner == owner && record.type == type)
                answer.records.push_back(std::move(record));
        answer.outcome = answer.records.empty() ? Outcome::no_data : Outcome::found;
        if (answer.outcome == Outcome::found) return answer;
        const auto alias = std::find_if(records.begin(), records.end(), [&](const Record& record) {
            return record.owner == owner && record.type == Type::cname;
        });
        if (alias == records.end()) return answer;
        owner = std::get<std::string>(alias->data);
        answer.aliases.push_back(owner);
    }
    return malformed("more than " + std::to_string(aliases_max) + " aliases in a row");
}

} // namespace

std::string canonical_name(std::string_view name) {
    if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return ascii_lower(name);
}

Answer read_answer(std::string_view message, std::string_view name, Type type) {
    if (message.size() < header_bytes) return malformed("shorter than a header");
    Cursor cursor(message);
    const auto header = read_header(cursor);
    if (!header.response) return malformed("not a response");
    if (auto failure = failure_of(header)) return *failure;
    if (header.questions != 1) return malformed("not one question");
    auto owner = cursor.name();
    const auto asked_type = cursor.u16();
    const auto asked_class = cursor.u16();
    if (cursor.failed() || owner != canonical_name(name) || asked_class != class_in ||
        asked_type != static_cast<std::uint16_t>(type))
        return malformed("it answers another question");
    if (header.truncated) return malformed("truncated, and TCP did not help");
    auto records = read_records(cursor, header.answers, type);
    if (!records) return malformed("a record that does not fit");
    auto answer = follow(std::move(*records), std::move(owner), type);
    const bool nothing = answer.outcome == Outcome::no_data;
    if (nothing && header.rcode == 3) answer.outcome = Outcome::no_such_name;
    const bool knows = header.authoritative || header.recursion || header.rcode == 3;
    if (nothing && answer.aliases.empty() && !knows)
        return unknown(Failure::lame, "the server neither knows the name nor asks others");
    return answer;
}

} // namespace fingerpost::resolve
