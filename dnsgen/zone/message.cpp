#include "zone/message.hpp"

#include "base/text.hpp"
#include "zone/message_writer.hpp"
#include "zone/octets.hpp"
#include "zone/wire.hpp"

#include <array>
#include <utility>

namespace fingerpost::zone {

namespace {

constexpr std::uint16_t flag_response = 0x8000;
constexpr std::uint16_t flag_authoritative = 0x0400;
constexpr std::uint16_t flag_truncated = 0x0200;
constexpr std::uint16_t flag_recursion_desired = 0x0100;
constexpr unsigned opcode_shift = 11;

constexpr std::array<const char*, 11> rcodes{
    "NOERROR",
    "FORMERR",
    "SERVFAIL",
    "NXDOMAIN",
    "NOTIMP",
    "REFUSED",
    "YXDOMAIN",
    "YXRRSET",
    "NXRRSET",
    "NOTAUTH",
    "NOTZONE"};

Error malformed(const Error& error) {
    return {Errc::bad_request, "a malformed DNS message: " + error.what};
}

std::uint16_t flags_of(Opcode opcode) {
    return static_cast<std::uint16_t>(static_cast<unsigned>(opcode) << opcode_shift);
}

std::uint16_t answer_flags(const Message& request, Rcode rcode, bool authoritative) {
    unsigned flags = flag_response | flags_of(request.opcode) | static_cast<unsigned>(rcode);
    if (authoritative) flags |= flag_authoritative;
    if (request.recursion_desired) flags |= flag_recursion_desired;
    return static_cast<std::uint16_t>(flags);
}

Result<Records> read_section(std::string_view octets, const std::vector<Place>& places) {
    Records records;
    for (const auto& place : places) {
        if (place.rclass != class_in || place.type == type_opt) continue;
        auto at = place.at;
        auto record = from_wire(octets, at);
        if (!record) return malformed(record.error());
        if (at != place.end) return malformed({Errc::bad_request, "data of another length"});
        records.push_back(std::move(*record));
    }
    return records;
}

Result<std::optional<Question>>
read_question(std::string_view octets, const std::optional<Place>& place) {
    if (!place || place->rclass != class_in) return std::optional<Question>();
    auto at = place->at;
    auto name = name_from_wire(octets, at);
    if (!name) return malformed(name.error());
    return std::optional(Question{std::move(*name), type_name(place->type)});
}

Message read_header(const Layout& layout) {
    Message message;
    message.id = layout.id;
    message.response = (layout.flags & flag_response) != 0;
    message.opcode = static_cast<Opcode>(layout.flags >> opcode_shift & 0xf);
    message.authoritative = (layout.flags & flag_authoritative) != 0;
    message.truncated = (layout.flags & flag_truncated) != 0;
    message.recursion_desired = (layout.flags & flag_recursion_desired) != 0;
    message.rcode = static_cast<Rcode>(layout.flags & 0xf);
    return message;
}

Result<void>
add_all(MessageWriter& writer, Section section, const Records& records, std::size_t size_max) {
    for (const auto& record : records) {
        const auto wire = to_wire(record);
        if (!wire) return wire.error();
        if (!writer.add(section, *wire, class_in, size_max))
            return Error{Errc::unsupported, "the answer does not fit into one DNS message"};
    }
    return {};
}

NextRecord one_after_another(const Records& records) {
    return [next = records.begin(), end = records.end()](Record& record) mutable {
        if (next == end) return false;
        record = *next++;
        return true;
    };
}

} // namespace

std::string name(Rcode rcode) {
    const auto number = static_cast<std::size_t>(rcode);
    return number < rcodes.size() ? rcodes[number] : "rcode " + std::to_string(number);
}

Result<Message> read_message(std::string_view octets, std::size_t records_max) {
    const auto layout = layout_of(octets, records_max);
    if (!layout) return layout.error();
    auto message = read_header(*layout);
    auto question = read_question(octets, layout->question);
    if (!question) return question.error();
    message.question = std::move(*question);
    const std::array sections{&message.answer, &message.authority, &message.additional};
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto records = read_section(octets, layout->sections[i]);
        if (!records) return records.error();
        *sections[i] = std::move(*records);
    }
    return message;
}

std::optional<std::uint16_t> message_id(std::string_view octets) {
    if (octets.size() < header_size) return std::nullopt;
    return Cursor(octets).number<std::uint16_t>();
}

bool is_answer_to(std::string_view request, std::string_view answer) {
    const auto asked = layout_of(request, message_max);
    const auto told = layout_of(answer, message_max);
    if (!asked || !told || told->id != asked->id) return false;
    constexpr std::uint16_t compared = flag_response | 0xf << opcode_shift;
    if ((told->flags & compared) != ((asked->flags & compared) | flag_response)) return false;
    if (!told->question) return true;
    const auto question = [](std::string_view octets, const Layout& layout) {
        return octets.substr(header_size, layout.question->end - header_size);
    };
    return asked->question && ascii_iequals(question(request, *asked), question(answer, *told));
}

std::string with_id(std::string message, std::uint16_t id) {
    std::string octets;
    append_octets(octets, id, 2);
    return message.replace(0, 2, octets);
}

Result<std::string> write_query(std::uint16_t id, const Question& question) {
    MessageWriter writer(id, flags_of(Opcode::query));
    if (const auto asked = writer.question(question.name, question.type); !asked)
        return asked.error();
    return writer.take();
}

Result<std::string> write_notify(std::uint16_t id, const Record& soa) {
    MessageWriter writer(id, flags_of(Opcode::notify) | flag_authoritative);
    if (const auto asked = writer.question(soa.owner, "SOA"); !asked) return asked.error();
    if (const auto added = add_all(writer, Section::answer, {soa}, message_max); !added)
        return added.error();
    return writer.take();
}

Result<std::string> write_notify(std::uint16_t id, const std::string& zone) {
    MessageWriter writer(id, flags_of(Opcode::notify) | flag_authoritative);
    if (const auto asked = writer.question(zone, "SOA"); !asked) return asked.error();
    return writer.take();
}

Result<std::string>
write_answer(const Message& request, const Answer& answer, std::size_t size_max) {
    MessageWriter writer(request.id, answer_flags(request, answer.rcode, answer.authoritative));
    if (request.question) {
        const auto asked = writer.question(request.question->name, request.question->type);
        if (!asked) return asked.error();
    }
    auto added = add_all(writer, Section::answer, answer.answer, size_max);
    if (added) added = add_all(writer, Section::authority, answer.authority, size_max);
    if (!added) return added.error();
    return writer.take();
}

std::optional<std::string> write_format_error(std::string_view octets) {
    if (octets.size() < header_size) return std::nullopt;
    Cursor cursor(octets);
    Message request;
    request.id = cursor.number<std::uint16_t>();
    const auto flags = cursor.number<std::uint16_t>();
    if ((flags & flag_response) != 0) return std::nullopt;
    request.opcode = static_cast<Opcode>(flags >> opcode_shift & 0xf);
    return MessageWriter(request.id, answer_flags(request, Rcode::format_error, false)).take();
}

Transfer::Transfer(const Message& request, Record soa, const Records& records, std::size_t size_max)
    : Transfer(request, std::move(soa), one_after_another(records), size_max) {}

Transfer::Transfer(const Message& request, Record soa, NextRecord records, std::size_t size_max)
    : soa_(std::move(soa)), records_(std::move(records)), size_max_(size_max), current_(soa_) {
    request_.id = request.id;
    request_.question = request.question;
}

void Transfer::advance() {
    if (stage_ >= Stage::last_soa) {
        stage_ = Stage::done;
        return;
    }
    stage_ = Stage::records;
    do
        if (!records_(current_)) {
            stage_ = Stage::last_soa;
            current_ = soa_;
            return;
        }
    while (current_.type == "SOA");
}

Result<std::optional<std::string>> Transfer::next() {
    if (stage_ == Stage::done) return std::optional<std::string>();
    MessageWriter writer(request_.id, answer_flags(request_, Rcode::no_error, true));
    if (std::exchange(first_, false) && request_.question) { // RFC 5936 §2.2.1
        const auto asked = writer.question(request_.question->name, request_.question->type);
        if (!asked) return asked.error();
    }
    for (bool empty = true; stage_ != Stage::done; empty = false) {
        const auto wire = to_wire(current_);
        if (!wire) return wire.error();
        if (writer.add(Section::answer, *wire, class_in, size_max_)) {
            advance();
            continue;
        }
        if (!empty) break;
        return Error{Errc::unsupported, current_.owner + " " + current_.type + " is too long"};
    }
    return std::optional(writer.take());
}

} // namespace fingerpost::zone
