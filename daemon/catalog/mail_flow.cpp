#include "catalog/mail_flow.hpp"

#include "base/text.hpp"
#include "catalog/placeholder.hpp"

#include <algorithm>

namespace fingerpost {

std::vector<std::string> mail_exchangers(const Offer& offer, std::string_view domain) {
    if (refuses_mail(offer)) return {};
    return split_list(expand_domain(offer.attributes.get(AttributeId::mx), domain));
}

bool refuses_mail(const Offer& offer) {
    return offer.attributes.get(AttributeId::mx) == null_exchanger || sends_no_mail(offer);
}

bool sends_no_mail(const Offer& offer) {
    const auto names = names_without_mail(offer);
    return std::ranges::find(names, "@") != names.end();
}

std::vector<std::string> names_without_mail(const Offer& offer) {
    return split_list(offer.attributes.get(AttributeId::no_mail));
}

} // namespace fingerpost
