#include "trace/settings.hpp"

#include <algorithm>

namespace fingerpost::trace {

std::string_view name(Secured secured) {
    switch (secured) {
    case Secured::tls: return "TLS";
    case Secured::starttls: return "STARTTLS";
    case Secured::none: return "no TLS";
    case Secured::either: return "TLS or STARTTLS";
    }
    return "?";
}

void Settings::complete_with(const Settings& other) {
    if (!incoming) incoming = other.incoming;
    if (!outgoing) outgoing = other.outgoing;
    for (const auto& account : other.dav) {
        const bool there = std::any_of(dav.begin(), dav.end(), [&](const DavAccount& each) {
            return each.kind == account.kind;
        });
        if (!there) dav.push_back(account);
    }
}

std::string summary(const MailServer& server) {
    return server.kind + ' ' + server.host + " port " + std::to_string(server.port) + ", " +
           std::string(name(server.secured));
}

std::string summary(const Settings& settings) {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (settings.incoming) add(summary(*settings.incoming));
    if (settings.outgoing) add(summary(*settings.outgoing));
    for (const auto& account : settings.dav)
        add(account.kind + ' ' + account.url);
    return text;
}

} // namespace fingerpost::trace
