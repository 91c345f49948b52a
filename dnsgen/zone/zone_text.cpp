#include "zone/zone_text.hpp"

#include "base/text.hpp"
#include "zone/fields.hpp"
#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

namespace fingerpost::zone {

namespace {

constexpr std::uint32_t ttl_max = 0x7fffffff; // RFC 2181 §8

Error wrong(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

/// Puts entries together: comments and parentheses gone, one line each (RFC 1035 §5.1).
class Entries {
public:
    explicit Entries(std::string_view text) : text_(text) {}

    /// False at the end of the text.
    Result<bool> next(std::string& entry) {
        entry.clear();
        line_ = ended_;
        while (at_ < text_.size()) {
            if (const auto taken = take_line(entry); !taken) return taken.error();
            if (depth_ == 0 && !trimmed(entry).empty()) return true;
            if (depth_ == 0) {
                entry.clear();
                line_ = ended_;
            }
        }
        if (depth_ > 0) return wrong("a parenthesis is never closed");
        return false;
    }

    std::size_t line() const { return line_ + 1; }

private:
    Result<bool> take_line(std::string& entry) {
        bool quoted = false;
        for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
            const char c = text_[at_];
            if (entry.size() >= zone_entry_max) return wrong("the record is too long");
            if (c == '"') quoted = !quoted;
            if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n') {
                entry += text_.substr(at_++, 2);
            } else if (!quoted && c == ';') {
                at_ = std::min(text_.find('\n', at_), text_.size()) - 1;
            } else if (!quoted && (c == '(' || c == ')')) {
                if (c == ')' && depth_ == 0) return wrong("a parenthesis that nothing opened");
                depth_ += c == '(' ? 1 : -1;
                entry += ' ';
            } else {
                entry += c == '\r' ? ' ' : c;
            }
        }
        if (quoted) return wrong("a string does not end on its line");
        ++at_;
        ++ended_;
        if (depth_ > 0) entry += ' ';
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 0, ended_ = 0; ///< lines complete before the entry, and altogether
    int depth_ = 0;
};

class Reader {
public:
    explicit Reader(std::string_view origin) : origin_(absolute(origin)) {}

    /// Takes one entry: a record or a directive.
    Result<bool> take(const std::string& entry) {
        auto found = fields(entry);
        if (!found) return found.error();
        std::span<const std::string_view> rest = *found;
        const bool inherits = entry.front() == ' ' || entry.front() == '\t';
        if (!inherits && rest.front().starts_with('$')) return direct(rest);
        if (!inherits) {
            owner_ = absolute(rest.front(), origin_);
            rest = rest.subspan(1);
        }
        if (owner_.empty()) return wrong("a record without an owner");
        return add(rest);
    }

    Records records;

private:
    Result<bool> direct(std::span<const std::string_view> found) {
        const auto directive = ascii_lower(found[0]);
        if (directive != "$origin" && directive != "$ttl")
            return wrong(std::string(found[0].substr(0, 80)) + " is not read here");
        if (found.size() != 2) return wrong(directive + " takes one value");
        if (directive == "$ttl") {
            default_ttl_ = parse_period(found[1], ttl_max);
            if (!default_ttl_) return wrong("$TTL is no time in seconds");
            return true;
        }
        if (!is_absolute(found[1])) return wrong("$ORIGIN lacks its final dot");
        origin_ = found[1];
        return true;
    }

    Result<bool> add(std::span<const std::string_view> rest) {
        if (records.size() >= zone_records_max) return wrong("too many records");
        Record record;
        std::optional<std::uint32_t> ttl;
        // [TTL] [class] or [class] [TTL]
        for (bool classed = false; !rest.empty(); rest = rest.subspan(1)) {
            if (!classed && ascii_iequals(rest[0], "IN")) {
                classed = true;
                continue;
            }
            if (ttl || rest[0].front() < '0' || rest[0].front() > '9') break;
            ttl = parse_period(rest[0], ttl_max);
            if (!ttl) return wrong("a TTL that is no time in seconds");
        }
        if (rest.empty()) return wrong("a record without a type");
        record.type = rest[0];
        for (const auto field : rest.subspan(1))
            record.data.append(record.data.empty() ? "" : " ").append(field);
        // RFC 1035 §5.1: the last stated, where there is no $TTL
        if (!ttl) ttl = default_ttl_ ? default_ttl_ : last_ttl_;
        if (!ttl) return wrong("a record without a TTL, before any $TTL");
        last_ttl_ = record.ttl = *ttl;
        return finish(record);
    }

    Result<bool> finish(Record& record) {
        record.owner = owner_;
        auto normal = normalised(record, origin_);
        if (!normal) return normal.error();
        records.push_back(std::move(*normal));
        return true;
    }

    std::string origin_, owner_;
    std::optional<std::uint32_t> default_ttl_, last_ttl_;
};

} // namespace

Result<Records> parse_zone(std::string_view text, std::string_view origin) {
    if (text.size() > zone_text_max) return wrong("the text is too long");
    Entries entries(text);
    Reader reader(origin);
    const auto at_line = [&entries](const Error& error) {
        return wrong("line " + std::to_string(entries.line()) + ": " + error.what);
    };
    std::string entry;
    for (;;) {
        const auto more = entries.next(entry);
        if (!more) return at_line(more.error());
        if (!*more) return std::move(reader.records);
        if (const auto taken = reader.take(entry); !taken) return at_line(taken.error());
    }
}

} // namespace fingerpost::zone
