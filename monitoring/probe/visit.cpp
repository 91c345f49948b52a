#include "probe/visit.hpp"

#include <array>

namespace fingerpost::probe {

std::string_view name(Dialogue dialogue) {
    static constexpr std::array<std::string_view, 5> names{
        "TLS", "IMAP", "POP3", "SMTP", "ManageSieve"};
    return names.at(static_cast<std::size_t>(dialogue));
}

std::string_view name(Protection protection) {
    static constexpr std::array<std::string_view, 3> names{"TLS", "STARTTLS", "no TLS"};
    return names.at(static_cast<std::size_t>(protection));
}

std::string_view name(Trouble trouble) {
    static constexpr std::array<std::string_view, 11> names{
        "none",
        "not allowed",
        "refused",
        "unreachable",
        "timed out",
        "closed",
        "not the service",
        "no STARTTLS",
        "STARTTLS failed",
        "injected",
        "no TLS"};
    return names.at(static_cast<std::size_t>(trouble));
}

bool is_unknown(Trouble trouble) {
    return trouble == Trouble::not_allowed || trouble == Trouble::unreachable ||
           trouble == Trouble::timeout || trouble == Trouble::closed;
}

} // namespace fingerpost::probe
