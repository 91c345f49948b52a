#include "format/tinydns.hpp"

#include "format/values.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

void append_octal(std::string& text, char c) {
    const auto octet = static_cast<unsigned char>(c);
    text += '\\';
    for (const int shift : {6, 3, 0})
        text += static_cast<char>('0' + (octet >> shift & 7));
}

/// Letters and digits stay, and what `also` holds.
std::string octal(std::string_view octets, std::string_view also) {
    std::string text;
    for (const char c : octets) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || also.find(c) != also.npos;
        if (plain)
            text += c;
        else
            append_octal(text, c);
    }
    return text;
}

/// A name in wire form, as tinydns-data reads it. The final dot keeps it from being completed.
std::string name(std::string_view wire) {
    std::string text;
    while (!wire.empty() && wire[0] != '\0') {
        const auto size = static_cast<unsigned char>(wire[0]);
        text.append(octal(wire.substr(1, size), "-_*")).append(".");
        wire.remove_prefix(size + 1U);
    }
    return text.empty() ? "." : text;
}

/// tinydns-data takes these types in forms of its own only. An address that is left empty makes no
/// record.
struct Form {
    std::string_view type;
    char mark;
    std::string_view before; ///< stands before the name
    std::size_t fixed;       ///< octets of the wire data before the name
};
constexpr std::array forms{
    Form{"CNAME", 'C', ":", 0},
    Form{"MX", '@', "::", 2},
    Form{"NS", '&', "::", 0},
    Form{"PTR", '^', ":", 0},
};

std::string line(const zone::Record& record, const zone::Wire& wire) {
    const auto owner = name(wire.owner);
    const auto ttl = ':' + std::to_string(record.ttl) + '\n';
    if (record.type == "A") return '+' + owner + ':' + record.data + ttl;
    const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& row) {
        return row.type == record.type;
    });
    if (form == forms.end())
        return ':' + owner + ':' + std::to_string(wire.type) + ':' + octal(wire.data, "-_.=") + ttl;
    std::string text = form->mark + owner;
    text.append(form->before).append(name(std::string_view(wire.data).substr(form->fixed)));
    if (record.type == "MX") text += ':' + record.data.substr(0, record.data.find(' '));
    return text + ttl;
}

} // namespace

Result<void> add_tinydns(Output& out, const Domain& domain, const Settings&) {
    for (const auto set : sets(domain.records))
        for (const auto& record : set) {
            const auto wire = zone::wire(record);
            if (!wire)
                leave_out(out, "# ", record, wire.error().what);
            else if (record.type == "SOA")
                leave_out(out, "# ", record, "tinydns makes it from the line of the zone");
            else
                out.text += line(record, *wire);
        }
    return {};
}

} // namespace fingerpost::format
