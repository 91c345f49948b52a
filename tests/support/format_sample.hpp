/// @file
/// Records that are hard on formats: each type the generators know, text that is code in other
/// languages, and a type that nobody knows.
#pragma once

#include "format/format.hpp"
#include "zone/presentation.hpp"

#include <gtest/gtest.h>

#include <string>

namespace fingerpost::test {

inline const std::string hard_text =
    "v=x; \"q\" \\ `b` | ${a} %{b} $${c} '=1+1' <i> # @ caf\xc3\xa9 \t";

/// Sorted records of a domain whose name is an A-label.
inline zone::Records hard_records(const std::string& domain = "xn--bcher-kva.example") {
    const auto at = [&](const std::string& label, std::string type, std::string data) {
        const auto owner = label.empty() ? zone::absolute(domain) : zone::below(label, domain);
        return zone::Record{.owner = owner, .type = std::move(type), .data = std::move(data)};
    };
    zone::Records records{
        at("", "A", "192.0.2.7"),
        at("", "AAAA", "2001:db8::7"),
        at("", "CAA", "0 issue \"ca.example; validationmethods=dns-01\""),
        at("", "CAA", "128 iodef \"mailto:caa@example.net\""),
        at("", "MX", "10 mx1.example.net."),
        at("", "MX", "20 mx2." + domain + '.'),
        at("", "TXT", "\"v=spf1 mx -all\""),
        at("*.wild", "A", "192.0.2.8"),
        at("_25._tcp.mx2",
           "TLSA",
           "3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
        at("_caldavs._tcp", "SRV", "0 1 443 dav.example.net."),
        at("_caldavs._tcp", "TXT", "\"path=/dav\" \"x=y\""),
        at("_imap._tcp", "SRV", "0 0 0 ."),
        at("_imaps._tcp", "SRV", "0 1 993 imap1.example.net."),
        at("_imaps._tcp", "SRV", "10 1 993 imap2." + domain + '.'),
        at("autoconfig", "CNAME", "show.example.net."),
        at("hard", "TXT", zone::txt_data(hard_text)),
        at("imap2", "A", "192.0.2.9"),
        at("key10._domainkey", "TXT", zone::txt_data("v=DKIM1; p=" + std::string(600, 'k'))),
        at("key9._domainkey", "TXT", "\"v=DKIM1; p=\""),
        at("mx2", "A", "192.0.2.9"),
        at("nomail", "MX", "0 ."),
        at("odd", "TYPE65300", "\\# 3 00ff41"),
    };
    for (auto& record : records)
        if (record.type == "A") record.ttl = 300;
    zone::sort_unique(records);
    return records;
}

inline format::Output
written(std::string_view format, const zone::Records& records = hard_records()) {
    format::Settings settings;
    settings.zone.name_servers = {{"ns1.example.net", {}}};
    settings.folder = "/var/lib/bind/discovery";
    const auto out =
        format::write(*format::find_format(format), {"xn--bcher-kva.example", records}, settings);
    EXPECT_TRUE(out) << (out ? "" : out.error().what);
    return out ? *out : format::Output{};
}

inline bool has(const format::Output& out, std::string_view part) {
    return out.text.find(part) != std::string::npos;
}

} // namespace fingerpost::test
