#include "catalog/mail_flow.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"

#include <algorithm>

namespace fingerpost {

std::vector<std::string> mail_exchangers(const Offer& offer, std::string_view domain) {
    std::vector<std::string> hosts;
    if (refuses_mail(offer)) return hosts;
    for (const auto& host : split_list(offer.attributes.get(AttributeId::mx)))
        if (auto name = parse_domain(expand_domain(host, domain)))
            hosts.push_back(std::move(*name));
    return hosts;
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
