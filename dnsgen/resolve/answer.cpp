#include "resolve/answer.hpp"

#include <utility>

namespace fingerpost::resolve {

Answer unknown(Failure failure, std::string what) {
    Answer answer;
    answer.failure = failure;
    answer.what = std::move(what);
    return answer;
}

std::string summary(const Answer& answer) {
    switch (answer.outcome) {
    case Outcome::found: {
        const auto count = answer.records.size();
        return std::to_string(count) + (count == 1 ? " record" : " records");
    }
    case Outcome::no_data: return "no such record";
    case Outcome::no_such_name: return "no such name";
    case Outcome::unknown: break;
    }
    return answer.what;
}

} // namespace fingerpost::resolve
