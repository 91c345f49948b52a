#include "check/endpoint_login.hpp"

#include "base/text.hpp"
#include "check/endpoint_checks.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace fingerpost::check {

namespace {

constexpr const auto& offered = endpoint_check("endpoint-authentication");
constexpr const auto& clear = endpoint_check("endpoint-clear-login");

/// Which mechanisms a client may take for what it was told; "SCRAM-*" is a whole family.
struct Login {
    Authentication told;
    std::string_view name;
    std::string_view mechanisms;
    bool password; ///< the protocol's own command is as good
};
constexpr std::array logins{
    Login{Authentication::password, "a plain password", "PLAIN LOGIN", true},
    Login{
        Authentication::encrypted_password,
        "an encrypted password",
        "CRAM-MD5 SCRAM-* DIGEST-MD5",
        false},
    Login{Authentication::ntlm, "NTLM", "NTLM", false},
    Login{Authentication::gssapi, "Kerberos", "GSSAPI", false},
    Login{Authentication::oauth2, "OAuth 2", "XOAUTH2 OAUTHBEARER", false},
};

/// Null where nobody logs in.
const Login* login_of(Authentication told) {
    const auto at = std::ranges::find(logins, told, &Login::told);
    return at == logins.end() ? nullptr : &*at;
}

bool matches(std::string_view pattern, std::string_view mechanism) {
    if (!pattern.ends_with('*')) return pattern == mechanism;
    return mechanism.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool has_any(const std::vector<std::string>& mechanisms, std::string_view wanted) {
    for (const auto& pattern : split_list(wanted, ' '))
        for (const auto& mechanism : mechanisms)
            if (matches(pattern, mechanism)) return true;
    return false;
}

std::string listed(const std::vector<std::string>& words, std::string_view otherwise) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text.empty() ? std::string(otherwise) : text;
}

} // namespace

bool needs_mechanism(const std::vector<Authentication>& told) {
    return std::ranges::any_of(told, [](Authentication one) { return login_of(one) != nullptr; });
}

void note_logins(
    const probe::Visit& visit, const std::vector<Authentication>& told, EndpointNotes& notes
) {
    for (const auto one : told) {
        const auto* const login = login_of(one);
        if (!login) continue;
        const bool there =
            has_any(visit.mechanisms, login->mechanisms) || (login->password && visit.password);
        if (there) {
            notes.hold(offered);
            continue;
        }
        const auto ways = split_list(login->mechanisms, ' ');
        const auto expected = std::string(login->name) + ": one of " + listed(ways, "");
        notes.fail(offered, listed(visit.mechanisms, "no mechanism at all"), expected);
    }
}

void note_clear_login(const probe::Visit& visit, EndpointNotes& notes) {
    const bool plain = has_any(visit.mechanisms_in_clear, "PLAIN LOGIN");
    if (!plain && !visit.password_in_clear) return notes.hold(clear);
    const auto ways = listed(visit.mechanisms_in_clear, "the protocol's own login");
    notes.fail(clear, "before STARTTLS: " + ways, "no plain password before STARTTLS");
}

} // namespace fingerpost::check
