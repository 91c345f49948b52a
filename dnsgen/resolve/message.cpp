#include "resolve/message.hpp"

#include "base/text.hpp"
#include "resolve/cursor.hpp"
#include "resolve/extended_error.hpp"
#include "resolve/record_data.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace fingerpost::resolve {

namespace {

constexpr std::size_t header_bytes = 12;
constexpr std::uint16_t class_in = 1;
constexpr std::uint16_t type_opt = 41; // RFC 6891 §6.1.1
constexpr std::size_t records_max = 4096;

struct Header {
    bool response = false;
    bool authoritative = false;
    bool truncated = false;
    bool recursion = false; ///< available
    bool authentic = false;
    unsigned rcode = 0;
    unsigned questions = 0;
    unsigned answers = 0;
    unsigned authorities = 0;
    unsigned additionals = 0;
};

Header read_header(Cursor& cursor) {
    cursor.u16(); // the identity: c-ares has compared it
    const auto flags = cursor.u16();
    Header header;
    header.response = (flags & 0x8000U) != 0;
    header.authoritative = (flags & 0x0400U) != 0;
    header.truncated = (flags & 0x0200U) != 0;
    header.recursion = (flags & 0x0080U) != 0;
    header.authentic = (flags & 0x0020U) != 0;
    header.rcode = flags & 0x000FU;
    header.questions = cursor.u16();
    header.answers = cursor.u16();
    header.authorities = cursor.u16();
    header.additionals = cursor.u16();
    return header;
}

Answer malformed(std::string what) {
    return unknown(Failure::malformed, "malformed answer: " + std::move(what));
}

std::optional<Answer> failure_of(unsigned rcode) {
    switch (rcode) {
    case 0:
    case 3: break;
    case 2: return unknown(Failure::servfail, "the server failed (SERVFAIL)");
    case 5: return unknown(Failure::refused, "the server refused to answer (REFUSED)");
    default: return unknown(Failure::other, "the server answered rcode " + std::to_string(rcode));
    }
    return std::nullopt;
}

struct Question {
    std::string name; ///< as written
    std::uint16_t type = 0;
    std::uint16_t kind = 0;
};

/// What we read of a message behind its header.
struct Content {
    Question question;
    std::vector<Record> answers;
    std::vector<Record> authorities; ///< SOA only
    std::vector<Record> referral;    ///< NS of the same section
    unsigned rcode_high = 0;         ///< RFC 6891 §6.1.3
    std::string explained;
};

class Reader {
public:
    Reader(Cursor& cursor, Type wanted) : cursor_(cursor), wanted_(wanted) {}

    /// False where the message breaks off; what was read until then is kept.
    bool read(const Header& header, Content& content);

private:
    struct Head {
        std::uint16_t type = 0;
        std::uint16_t kind = 0;
        std::size_t length = 0;
    };

    Head read_head(Record& record);
    bool read_data_of(Record& record, const Head& head);
    bool skip(const Head& head);
    bool reads_in_answers(const Head& head) const;

    Cursor& cursor_;
    Type wanted_;
    std::size_t records_ = 0;
};

Reader::Head Reader::read_head(Record& record) {
    Head head;
    record.owner = cursor_.name();
    head.type = cursor_.u16();
    head.kind = cursor_.u16();
    record.type = static_cast<Type>(head.type);
    record.ttl = cursor_.u32();
    head.length = cursor_.u16();
    return head;
}

bool Reader::read_data_of(Record& record, const Head& head) {
    const auto end = cursor_.at() + head.length;
    record.data = read_data(cursor_, record.type, head.length);
    return !cursor_.failed() && cursor_.at() == end && ++records_ <= records_max;
}

bool Reader::skip(const Head& head) {
    cursor_.bytes(head.length);
    return !cursor_.failed();
}

bool Reader::reads_in_answers(const Head& head) const {
    const auto type = static_cast<Type>(head.type);
    const bool read = type == wanted_ || type == Type::cname || type == Type::rrsig;
    return read && head.kind == class_in;
}

bool Reader::read(const Header& header, Content& content) {
    for (unsigned i = 0; i < header.questions; ++i) {
        content.question.name = cursor_.name_as_written();
        content.question.type = cursor_.u16();
        content.question.kind = cursor_.u16();
        if (cursor_.failed()) return false;
    }
    Record record;
    for (unsigned i = 0; i < header.answers; ++i) {
        const auto head = read_head(record);
        const bool kept = reads_in_answers(head);
        if (!(kept ? read_data_of(record, head) : skip(head))) return false;
        if (kept) content.answers.push_back(std::move(record));
    }
    for (unsigned i = 0; i < header.authorities; ++i) {
        const auto head = read_head(record);
        const bool leads_on = record.type == Type::ns;
        const bool kept = (record.type == Type::soa || leads_on) && head.kind == class_in;
        if (!(kept ? read_data_of(record, head) : skip(head))) return false;
        if (kept) (leads_on ? content.referral : content.authorities).push_back(std::move(record));
    }
    for (unsigned i = 0; i < header.additionals; ++i) {
        const auto head = read_head(record);
        const auto data = cursor_.bytes(head.length);
        if (cursor_.failed()) return false;
        if (head.type != type_opt) continue;
        content.rcode_high = record.ttl >> 24U;
        content.explained = extended_errors(data);
    }
    return !cursor_.failed();
}

/// Takes the records of one owner and type.
std::vector<Record> taken(std::vector<Record>& records, const std::string& owner, Type type) {
    std::vector<Record> found;
    const auto wanted = [&](const Record& r) { return r.owner == owner && r.type == type; };
    for (auto& record : records)
        if (wanted(record)) found.push_back(record);
    std::erase_if(records, wanted);
    return found;
}

/// Those that sign the records of one owner and type.
std::vector<Rrsig>
signatures_of(const std::vector<Record>& records, const std::string& owner, Type type) {
    std::vector<Rrsig> found;
    for (const auto& record : records) {
        const auto* signature = std::get_if<Rrsig>(&record.data);
        if (signature && record.owner == owner &&
            signature->covers == static_cast<std::uint16_t>(type))
            found.push_back(*signature);
    }
    return found;
}

/// From the name asked for along its aliases to the records of the type asked for.
Answer follow(std::vector<Record> records, std::string owner, Type type) {
    const auto first = owner;
    Answer answer;
    answer.outcome = Outcome::no_data;
    while (answer.aliases.size() <= aliases_max) {
        answer.records = taken(records, owner, type);
        if (!answer.records.empty()) {
            answer.outcome = Outcome::found;
            answer.signatures = signatures_of(records, owner, type);
            return answer;
        }
        auto aliases = taken(records, owner, Type::cname);
        if (aliases.empty()) {
            const auto foreign = std::find_if(records.begin(), records.end(), [&](const Record& r) {
                return r.type == type || r.type == Type::cname;
            });
            if (foreign == records.end()) return answer;
            return malformed("its records belong to another name, \"" + foreign->owner + '"');
        }
        owner = std::get<std::string>(aliases.front().data);
        const auto end = answer.aliases.end();
        if (owner == first || std::find(answer.aliases.begin(), end, owner) != end)
            return malformed("its aliases lead round in a circle");
        answer.aliases.push_back(owner);
        std::move(aliases.begin(), aliases.end(), std::back_inserter(answer.chain));
    }
    return malformed("more than " + std::to_string(aliases_max) + " aliases in a row");
}

/// RFC 2308 §5: by the SOA that comes with it.
void note_negative_ttl(Answer& answer, const std::vector<Record>& authorities) {
    if (answer.outcome == Outcome::found || authorities.empty()) return;
    const auto& record = authorities.front();
    answer.negative_ttl = std::min(record.ttl, std::get<Soa>(record.data).negative_ttl);
    answer.soa_owner = record.owner;
}

/// A server of the zone has to know; others may have been told, or know where the name ends.
bool knows(const Answer& answer, const Header& header, Sender sender) {
    if (header.authoritative) return true;
    const bool something = answer.outcome == Outcome::found || !answer.aliases.empty();
    if (sender.authoritative) return something && header.recursion;
    return something || header.recursion || answer.outcome == Outcome::no_such_name;
}

Answer answer_of(Content& content, const Header& header, std::string_view name, Type type) {
    const auto& question = content.question;
    auto owner = ascii_lower(question.name);
    if (header.questions != 1) return malformed("not one question");
    if (owner != canonical_name(name) || question.kind != class_in ||
        question.type != static_cast<std::uint16_t>(type))
        return malformed("it answers another question");
    auto answer = follow(std::move(content.answers), std::move(owner), type);
    if (answer.outcome == Outcome::no_data && header.rcode == 3)
        answer.outcome = Outcome::no_such_name;
    return answer;
}

std::string_view without_final_dot(std::string_view name) {
    if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return name;
}

} // namespace

std::string canonical_name(std::string_view name) {
    return ascii_lower(without_final_dot(name));
}

Answer read_answer(std::string_view message, std::string_view name, Type type, Sender sender) {
    if (message.size() < header_bytes) return malformed("shorter than a header");
    Cursor cursor(message);
    const auto header = read_header(cursor);
    if (!header.response) return malformed("not a response");
    Content content;
    const bool whole = Reader(cursor, type).read(header, content);
    if (auto failure = failure_of(header.rcode | content.rcode_high << 4U)) {
        failure->explained = std::move(content.explained);
        return *failure;
    }
    if (header.truncated) return malformed("truncated");
    if (!whole) return malformed("a record that does not fit");
    auto answer = answer_of(content, header, name, type);
    answer.explained = std::move(content.explained);
    if (answer.outcome == Outcome::unknown) return answer;
    if (!knows(answer, header, sender)) {
        auto lame = unknown(Failure::lame, "the server neither knows the name nor asks others");
        lame.referral = std::move(content.referral);
        return lame;
    }
    note_negative_ttl(answer, content.authorities);
    answer.authoritative = header.authoritative;
    answer.authentic = header.authentic && sender.trusted;
    answer.question_case = content.question.name == without_final_dot(name);
    return answer;
}

Envelope envelope_of(std::string_view message) {
    if (message.size() < header_bytes) return {};
    Cursor cursor(message);
    const auto header = read_header(cursor);
    return {static_cast<Rcode>(header.rcode), header.truncated, header.additionals > 0};
}

} // namespace fingerpost::resolve
