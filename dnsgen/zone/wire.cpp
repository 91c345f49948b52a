#include "zone/wire.hpp"

#include "base/text.hpp"
#include "zone/fields.hpp"
#include "zone/presentation.hpp"

#include <ldns/ldns.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace fingerpost::zone {

namespace {

constexpr std::uint32_t ttl_max = 0x7fffffff; // RFC 2181 §8

struct FreeRr {
    void operator()(ldns_rr* rr) const { ldns_rr_free(rr); }
};
struct FreeText {
    void operator()(void* text) const { std::free(text); }
};
struct FreeName {
    void operator()(ldns_rdf* name) const { ldns_rdf_deep_free(name); }
};
using Octets = std::unique_ptr<std::uint8_t, FreeText>;
using Name = std::unique_ptr<ldns_rdf, FreeName>;
using Rr = std::unique_ptr<ldns_rr, FreeRr>;
using Text = std::unique_ptr<char, FreeText>;

struct Range {
    ldns_rdf_type type;
    std::int64_t max;
    std::int64_t min = 0;
};

// ldns cuts these to their width
constexpr std::array ranges{
    Range{LDNS_RDF_TYPE_INT8, 0xff},
    Range{LDNS_RDF_TYPE_INT16, 0xffff},
    Range{LDNS_RDF_TYPE_INT32, 0xffffffff},
    Range{LDNS_RDF_TYPE_CERTIFICATE_USAGE, 0xff},
    Range{LDNS_RDF_TYPE_SELECTOR, 0xff},
    Range{LDNS_RDF_TYPE_MATCHING_TYPE, 0xff},
    Range{LDNS_RDF_TYPE_ALG, 0xff},
    Range{LDNS_RDF_TYPE_CERT_ALG, 0xffff, 1}, // 0 is reserved (RFC 4398 §2.1), and leaks in ldns
};

Error wrong(const Record& record, std::string_view what, std::string_view field) {
    std::string text = record.owner;
    text.append(" ").append(record.type).append(": \"").append(field.substr(0, 80));
    return {Errc::bad_request, text.append("\" ").append(what)};
}

Result<std::string>
absolute_name(const Record& record, std::string_view field, std::string_view origin) {
    if (field.starts_with('"')) return wrong(record, "is no name", field);
    if (origin.empty() && !is_absolute(field)) return wrong(record, "lacks its final dot", field);
    auto name = absolute(field, origin);
    // ldns takes any name that begins with one for the origin
    if (name.starts_with('@')) name.insert(0, 1, '\\');
    return name;
}

/// The number a field must be, or an error; a mnemonic is left to ldns.
const char* number_error(ldns_rdf_type type, std::string_view field) {
    if (type == LDNS_RDF_TYPE_PERIOD)
        return parse_period(field, ttl_max) ? nullptr : "is no time in seconds";
    for (const auto& range : ranges) {
        if (range.type != type) continue;
        const bool plain = type == LDNS_RDF_TYPE_INT8 || type == LDNS_RDF_TYPE_INT16 ||
                           type == LDNS_RDF_TYPE_INT32;
        const bool digits = field.front() >= '0' && field.front() <= '9';
        if (!plain && !digits) return nullptr;
        return to_integer(field, range.min, range.max) ? nullptr : "is out of range";
    }
    return nullptr;
}

std::size_t digits_from(const std::vector<std::string_view>& found, std::size_t first) {
    std::size_t digits = 0;
    for (std::size_t i = first; i < found.size(); ++i)
        digits += found[i].size();
    return digits;
}

/// RFC 3597 §5: `\# length hex`, for types ldns has no form for.
const char* generic_error(const std::vector<std::string_view>& found, std::uint16_t type) {
    if (ldns_rr_descript(type)->_name) return "hides a known type";
    const auto length = found.size() < 2 ? std::nullopt : to_integer(found[1], 0, 0xffff);
    const bool fits = length && digits_from(found, 2) == 2 * static_cast<std::size_t>(*length);
    return fits ? nullptr : "has another length than it says";
}

/// The data with its names made absolute, every number within its width.
Result<std::string>
checked_data(const Record& record, std::uint16_t type, std::string_view origin) {
    const auto found = fields(record.data);
    if (!found) return wrong(record, "has " + found.error().what, record.data);
    if (found->empty()) return wrong(record, "is no data", record.data);
    if (found->front() == "\\#") {
        if (const auto* what = generic_error(*found, type)) return wrong(record, what, "\\#");
        return record.data;
    }
    const auto* descriptor = ldns_rr_descript(type);
    std::string data;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const auto field = (*found)[i];
        // ldns aborts when asked about more fields than the type has
        const auto kind = i < ldns_rr_descriptor_maximum(descriptor)
                              ? ldns_rr_descriptor_field_type(descriptor, i)
                              : LDNS_RDF_TYPE_NONE;
        if (const auto* what = number_error(kind, field)) return wrong(record, what, field);
        if (kind == LDNS_RDF_TYPE_HEX && digits_from(*found, i) % 2 != 0)
            return wrong(record, "has half an octet", field);
        if (i > 0) data += ' ';
        if (kind != LDNS_RDF_TYPE_DNAME) {
            data += field;
            continue;
        }
        const auto name = absolute_name(record, field, origin);
        if (!name) return name.error();
        data += *name;
    }
    return data;
}

/// 0 for what is no type of data: unknown words, OPT, and the question types (RFC 6895 §3.1).
std::uint16_t data_type(const std::string& name) {
    const auto type = type_number(name);
    const bool question = type >= 128 && type <= 255;
    return question || type == LDNS_RR_TYPE_OPT ? 0 : type;
}

/// A name or another field. ldns leaves out the escapes that a zone file needs in names.
std::string field_text(const ldns_rdf* field) {
    const Text text(ldns_rdf2str(field));
    if (!text) return {};
    const std::string_view plain(text.get());
    if (ldns_rdf_get_type(field) != LDNS_RDF_TYPE_DNAME) return std::string(plain);
    std::string name;
    if (plain.starts_with('@') || plain.starts_with('$')) name += '\\';
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (plain[i] == '"') name += '\\';
        name += plain[i];
        if (plain[i] == '\\' && i + 1 < plain.size()) name += plain[++i];
    }
    return name;
}

std::string data_text(const ldns_rr* rr) {
    if (ldns_rr_rd_count(rr) == 0) return "\\# 0"; // RFC 3597 §5
    std::string data;
    for (std::size_t i = 0; i < ldns_rr_rd_count(rr); ++i) {
        if (i > 0) data += ' ';
        data += field_text(ldns_rr_rdf(rr, i));
    }
    return data;
}

const std::uint8_t* octets_of(std::string_view message) {
    return reinterpret_cast<const std::uint8_t*>(message.data());
}

std::string_view octets_of(const std::uint8_t* octets, std::size_t size) {
    return {reinterpret_cast<const char*>(octets), size};
}

/// The record as messages hold it; none when ldns cannot.
std::optional<WireRecord> octets_of(const ldns_rr* rr) {
    std::uint8_t* made = nullptr;
    std::size_t size = 0;
    const auto status = ldns_rr2wire(&made, rr, LDNS_SECTION_ANSWER, &size);
    const Octets octets(made);
    const auto owner_size = ldns_rdf_size(ldns_rr_owner(rr));
    constexpr std::size_t fixed = 10; // type, class, TTL, length (RFC 1035 §4.1.3)
    if (status != LDNS_STATUS_OK || size < owner_size + fixed) return std::nullopt;
    const auto all = octets_of(octets.get(), size);
    return WireRecord{
        std::string(all.substr(0, owner_size)),
        static_cast<std::uint16_t>(ldns_rr_get_type(rr)),
        ldns_rr_ttl(rr),
        std::string(all.substr(owner_size + fixed))};
}

/// RFC 3597 §5
std::string generic(std::string_view data) {
    constexpr std::string_view digits = "0123456789abcdef";
    auto text = "\\# " + std::to_string(data.size());
    if (!data.empty()) text += ' ';
    for (const char c : data) {
        const auto octet = static_cast<unsigned char>(c);
        text.append(1, digits[octet >> 4U]).append(1, digits[octet & 0xfU]);
    }
    return text;
}

Result<Rr> parse(const Record& record, std::string_view origin) {
    if (record.ttl > ttl_max)
        return wrong(record, "is a TTL out of range", std::to_string(record.ttl));
    const auto type = data_type(record.type);
    if (type == 0) return wrong(record, "is no type of data", record.type);
    const auto parts = fields(record.owner);
    if (!parts || parts->size() != 1) return wrong(record, "is no owner name", record.owner);
    const auto owner = absolute_name(record, record.owner, origin);
    if (!owner) return owner.error();
    const auto data = checked_data(record, type, origin);
    if (!data) return data.error();
    std::string line = *owner;
    line.append(" ").append(std::to_string(record.ttl)).append(" IN ");
    line.append(record.type).append(" ").append(*data);
    ldns_rr* made = nullptr;
    const auto status = ldns_rr_new_frm_str(&made, line.c_str(), 0, nullptr, nullptr);
    Rr rr(made);
    if (status != LDNS_STATUS_OK || !rr)
        return wrong(record, ldns_get_errorstr_by_id(status), record.data);
    ldns_rr2canonical(rr.get());
    return rr;
}

/// The record with what ldns made of it.
Result<Record> written(const ldns_rr* rr, Record record) {
    const Text type(ldns_rr_type2str(ldns_rr_get_type(rr)));
    if (!type) return wrong(record, "cannot be written", record.owner);
    record.owner = field_text(ldns_rr_owner(rr));
    record.type = type.get();
    record.data = data_text(rr);
    return record;
}

} // namespace

Result<Record> normalised(const Record& record, std::string_view origin) {
    const auto rr = parse(record, origin);
    if (!rr) return rr.error();
    return written(rr->get(), record);
}

Result<Wire> wire(const Record& record) {
    const auto rr = parse(record, {});
    if (!rr) return rr.error();
    const auto octets = [](const ldns_rdf* field) {
        const auto* data = reinterpret_cast<const char*>(ldns_rdf_data(field));
        return std::string_view(data, ldns_rdf_size(field));
    };
    const auto type = static_cast<std::uint16_t>(ldns_rr_get_type(rr->get()));
    Wire made{type, std::string(octets(ldns_rr_owner(rr->get()))), {}};
    for (std::size_t i = 0; i < ldns_rr_rd_count(rr->get()); ++i)
        made.data += octets(ldns_rr_rdf(rr->get(), i));
    return made;
}

Result<std::string> canonical(const Record& record) {
    const auto normal = normalised(record);
    if (!normal) return normal.error();
    return normal->owner + ' ' + normal->type + ' ' + normal->data;
}

bool same(const Record& a, const Record& b) {
    const auto left = canonical(a);
    const auto right = canonical(b);
    return left && right && *left == *right;
}

Result<WireRecord> to_wire(const Record& record) {
    const auto rr = parse(record, {});
    if (!rr) return rr.error();
    auto octets = octets_of(rr->get());
    if (!octets) return wrong(record, "cannot be written", record.data);
    return std::move(*octets);
}

Result<Record> from_wire(std::string_view message, std::size_t& at) {
    ldns_rr* made = nullptr;
    const auto status =
        ldns_wire2rr(&made, octets_of(message), message.size(), &at, LDNS_SECTION_ANSWER);
    const Rr rr(status == LDNS_STATUS_OK ? made : nullptr);
    if (!rr) return Error{Errc::bad_request, ldns_get_errorstr_by_id(status)};
    if (ldns_rr_get_class(rr.get()) != LDNS_RR_CLASS_IN)
        return Error{Errc::bad_request, "a record of another class than IN"};
    ldns_rr2canonical(rr.get());
    Record empty;
    const auto ttl = ldns_rr_ttl(rr.get());
    empty.ttl = ttl > ttl_max ? 0 : ttl; // RFC 2181 §8
    const auto octets = octets_of(rr.get());
    auto record = written(rr.get(), empty);
    if (!octets || !record) return Error{Errc::bad_request, "a record that cannot be written"};
    const auto again = to_wire(*record);
    if (!again || again->data != octets->data) record->data = generic(octets->data);
    return record;
}

Result<std::string> name_to_wire(std::string_view name) {
    const auto parts = fields(name);
    const bool one = parts && parts->size() == 1 && !name.starts_with('"') && is_absolute(name);
    const Name made(one ? ldns_dname_new_frm_str(std::string(name).c_str()) : nullptr);
    if (!made)
        return Error{
            Errc::bad_request,
            "\"" + std::string(name.substr(0, 80)) + "\" is no name with its final dot"};
    ldns_dname2canonical(made.get());
    return std::string(octets_of(ldns_rdf_data(made.get()), ldns_rdf_size(made.get())));
}

Result<std::string> name_from_wire(std::string_view message, std::size_t& at) {
    ldns_rdf* read = nullptr;
    const auto status = ldns_wire2dname(&read, octets_of(message), message.size(), &at);
    const Name name(status == LDNS_STATUS_OK ? read : nullptr);
    if (!name) return Error{Errc::bad_request, "a name that is none"};
    ldns_dname2canonical(name.get());
    return field_text(name.get());
}

std::uint16_t type_number(const std::string& name) {
    if (ascii_iequals(std::string_view(name).substr(0, 4), "TYPE")) // RFC 3597 §5
        return static_cast<std::uint16_t>(to_integer(name.substr(4), 1, 0xffff).value_or(0));
    return static_cast<std::uint16_t>(ldns_get_rr_type_by_name(name.c_str()));
}

std::string type_name(std::uint16_t type) {
    const Text text(ldns_rr_type2str(static_cast<ldns_rr_type>(type)));
    return text ? text.get() : "";
}

} // namespace fingerpost::zone
