/// @file
/// The path and the query of an Autodiscover request in JSON, on a line each, and the answer.

#include "protocol/autodiscover_json.hpp"
#include "support/sample.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>

using namespace fingerpost;
using namespace fingerpost::protocol;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto line = std::min(bytes.find('\n'), bytes.size());
    static const auto offer = test::full_offer();
    Request request;
    request.host = "autodiscover.example.com";
    request.path = "/autodiscover/autodiscover.json" + bytes.substr(0, line);
    request.query = bytes.substr(std::min(line + 1, bytes.size()));
    const auto question = parse_autodiscover_json(request);
    Response response;
    if (question) {
        const Found found = AccountSettings{offer, question->host_domain, {}};
        response = *render_autodiscover_json(*question, {&found, 1});
    } else {
        response = refuse_autodiscover_json(request, question.error(), {});
    }
    boost::system::error_code error;
    (void)boost::json::parse(response.body, error);
    if (error) std::abort();
    return 0;
}
