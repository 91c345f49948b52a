#include "check/tlsrpt_record.hpp"

#include "base/text.hpp"
#include "catalog/report_uri.hpp"
#include "check/placed_tags.hpp"

namespace fingerpost::check {

Result<std::vector<std::string>> read_tlsrpt(std::string_view text) {
    const auto tags = PlacedTags::read(text);
    if (!tags) return tags.error();
    if (tags->all().empty() || tags->all().front().name != "v" || tags->get("v") != "TLSRPTv1")
        return wrong_at(0, "v=TLSRPTv1 stands first");
    const auto* const rua = tags->find("rua");
    if (!rua) return wrong_at(text.size(), "rua is missing");
    auto uris = split_list(rua->value);
    if (uris.empty()) return wrong_at(rua->at, "rua names nobody");
    for (const auto& uri : uris)
        if (mail_domain_of(uri).empty() && !ascii_lower(uri).starts_with("https://"))
            return wrong_at(rua->at, "rua is mailto: and https URIs with commas between them");
    return uris;
}

} // namespace fingerpost::check
