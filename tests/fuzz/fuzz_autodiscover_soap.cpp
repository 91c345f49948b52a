/// @file
/// The body of an Autodiscover request in SOAP, and the answer.

#include "protocol/autodiscover_soap.hpp"
#include "protocol/xml.hpp"
#include "support/sample.hpp"

#include <cstdlib>

using namespace fingerpost;
using namespace fingerpost::protocol;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto offer = test::full_offer();
    Request request;
    request.method = "POST";
    request.body.assign(reinterpret_cast<const char*>(data), size);
    const auto question = parse_autodiscover_soap(request);
    Response response;
    if (question) {
        std::vector<Found> found;
        if (question->address)
            found.emplace_back(AccountSettings{offer, question->address->domain, question->address}
            );
        else
            found.emplace_back(Error{Errc::not_found, "nobody"});
        for (const auto& other : question->others)
            found.emplace_back(AccountSettings{offer, other.domain, other});
        response = *render_autodiscover_soap(*question, found);
    } else {
        response = refuse_autodiscover_soap(request, question.error(), {});
    }
    if (response.body.size() < xml_bytes_max && !parse_xml(response.body)) std::abort();
    return 0;
}
