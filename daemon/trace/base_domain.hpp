/// @file
/// Which domains stand behind the name of a mail exchanger. Home of libpsl.
/// Spec: draft-ietf-mailmaint-autoconfig, "Configuration retrieval", MX step; publicsuffix.org.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::trace {

/// "mx.mail.example.co.uk" → "example.co.uk"; "" for a public suffix.
std::string registrable_domain(const std::string& host);

enum class MxDomains {
    none,        ///< no MX look-up
    registrable, ///< the host without its first label where that is longer, the registrable domain
    suffixes     ///< the host and each shorter suffix down to the registrable domain
};

/// Empty where the exchanger belongs to the domain itself, as far as the client looks at that.
std::vector<std::string>
mx_domains(MxDomains how, const std::string& exchanger, const std::string& domain);

} // namespace fingerpost::trace
