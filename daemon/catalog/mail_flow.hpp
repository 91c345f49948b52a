/// @file
/// Whether and where a domain takes mail, and which of its names send none: what the attributes
/// `mx` and `no_mail` say together.
/// Spec: RFC 7505.
#pragma once

#include "catalog/account_settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

/// The attribute mx of a domain that takes no mail, in its one form.
inline constexpr std::string_view null_exchanger = ".";

/// The domain's mail exchangers, the preferred one first; none where none are known, and where the
/// domain refuses_mail().
std::vector<std::string> mail_exchangers(const Offer& offer, std::string_view domain);

/// Whether the domain says that it takes no mail.
bool refuses_mail(const Offer& offer);

/// Whether the domain itself says that it sends no mail; it takes none then.
bool sends_no_mail(const Offer& offer);

/// The labels below the domain that send and take no mail; "@" is the domain.
std::vector<std::string> names_without_mail(const Offer& offer);

} // namespace fingerpost
