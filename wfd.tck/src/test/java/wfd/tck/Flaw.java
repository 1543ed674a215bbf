// SPDX-License-Identifier: Apache-2.0
package wfd.tck;

import java.util.List;

/** What {@link PaperWifiDirect} can do wrong, and the rules that must notice. */
enum Flaw {
    NEGOTIATES_ANOTHER_VERSION("theVersionIsAgreedOn"),
    TAKES_ANY_VERSION("anotherVersionIsAnInvalidParameter"),
    KNOWS_NO_HANDLE_LIMIT("tooManyHandlesAreRefused"),
    KEEPS_CLOSED_HANDLES("aClosedHandleMakesRoomForAnother"),
    RETURNS_A_HANDLE_TWICE("aHandleClosedTwiceMakesRoomOnce"),
    USES_STALE_HANDLES("closingAHandleTwiceLeavesTheNextOneAlone"),
    OPENS_THROUGH_CLOSED_HANDLES(
            "aClosedHandleOpensNoSession",
            "aClosedHandleOpensNoLegacySession",
            "aHandleClosedUnderLoadLeavesNoSessionBehind"),
    DOES_NOT_WAIT_FOR_PENDING_OPENS("closingAHandleWaitsForPendingOpens"),
    DOES_NOT_WAIT_THE_SECOND_TIME("closingAHandleASecondTimeWaitsAsWell"),
    GIVES_UP_WAITING_WHEN_INTERRUPTED("anInterruptedThreadWaitsAsWellAndStaysInterrupted"),
    FORGETS_AN_INTERRUPT("anInterruptedThreadWaitsAsWellAndStaysInterrupted"),
    LEAVES_SESSIONS_OF_A_CLOSED_HANDLE(
            "closingAHandleClosesItsSessions", "closingAHandleClosesTheSessionThatWasPendingTillThen"),
    CLOSES_THE_SESSIONS_OF_ALL_HANDLES("closingAHandleLeavesTheSessionsOfOthersAlone"),
    HAS_ONE_THREAD(
            "aHandleMayBeClosedWhereItsSessionCompletes", "aConsumerThatBlocksInACompletionHoldsUpNoOtherSession"),

    OPENS_NOTHING("anOpenGivesAnInterface"),
    COMPLETES_BEFORE_IT_RETURNS("theResultComesOnAnotherThreadAndNotBeforeItsSession"),
    MISTAKES_THE_DEVICE("theSessionKnowsItsDevice"),
    TELLS_RESULTS_TWICE("theResultComesOnce", "theEndIsToldOnce"),
    CHANGES_ITS_MIND("theResultStaysTheSame"),
    SHARES_ITS_STAGES(
            "aStageBelongsToTheOneWhoAskedForIt",
            "theStageOfTheEndBelongsToTheOneWhoAskedForIt",
            "theStageOfAPairingBelongsToTheOneWhoAskedForIt"),
    OPENS_UNPAIRED_DEVICES("anUnpairedDeviceIsAnInvalidParameter"),
    OPENS_UNKNOWN_DEVICES("anUnknownDeviceIsAnInvalidParameter"),
    NEEDS_NO_SERVICE("aStoppedServiceIsTold", "aStoppedServiceLooksForNothing", "aStoppedServicePairsNothing"),
    TAKES_A_POLICY_FOR_A_STOPPED_SERVICE("aPolicyIsTold"),
    NEVER_RECOVERS("aServiceThatRunsAgainOpensSessionsAgain"),
    LOSES_THE_ERROR("aFailedOpenKeepsTheError"),
    LOSES_THE_REASON_CODE("aFailedOpenKeepsTheReasonCode", "aFailedLegacyOpenKeepsErrorAndReasonCode"),
    LOSES_THE_MESSAGE("aFailedOpenKeepsTheSystemsMessage"),
    OPENS_WHAT_FAILED("aFailedOpenTellsNoInterface"),
    KEEPS_FAILED_DEVICES_BUSY("aFailedOpenLeavesRoomForTheNext"),
    IS_SILENT_AFTER_A_CANCEL("cancellingAnOpenStillCompletesIt"),
    FORGETS_THE_THIRD_OPEN("underLoadEverySessionCompletesAndEnds"),
    CLOSES_WHEN_CANCELLED_TOO_LATE("cancellingAnOpenThatIsDoneChangesNothing"),

    CLOSES_WHAT_OPENS("closingASessionThatOpensDoesNotCloseIt"),
    CLOSES_ONCE("aSessionThatWasClosedTooEarlyCanBeClosedLater"),
    ENDS_WHEN_IT_OPENS("anOpenSessionHasNotEnded"),
    TELLS_NO_END("aClosedSessionTellsItsEnd", "aLegacySessionIsClosedLikeAnyOther"),
    ENDS_IN_THE_CALL("theEndIsNotToldOnTheThreadThatCloses"),
    TELLS_NO_END_OF_A_FAILURE("aSessionThatFailedToOpenHasEnded"),
    ENDS_BEFORE_ITS_RESULT("aSessionThatFailedToOpenEndsAfterItsResult"),
    KEEPS_DEVICES_BUSY("aDeviceCanBeOpenedAgainAfterTheEnd"),
    MISSES_A_LOST_LINK("aLostLinkEndsTheSession"),
    MISSES_A_DEPARTURE("aDepartingDeviceEndsItsSession"),
    MISSES_THE_END_OF_THE_SERVICE("aStoppedServiceEndsTheSession"),
    OPENS_LEGACY_SESSIONS_LATER("aLegacySessionIsOpenAtOnce"),

    MISTAKES_THE_INTERFACE("theLinkHasTheInterfaceThatTheOpenTold", "aLegacySessionTellsItsInterface"),
    CHANGES_THE_LINK("theLinkStaysTheSame"),
    GIVES_A_FOREIGN_ADDRESS("socketsCanBeBoundToTheLocalAddress"),
    HAS_ONE_PEER("twoLinksHaveDifferentPeers"),
    ALWAYS_HAS_A_LINK(
            "aSessionThatOpensHasNoLink", "aSessionThatFailedToOpenHasNoLink", "aSessionThatHasEndedHasNoLink"),
    HAS_NULL_RATES("theRatesOfAnOpenSessionAreUnknownAtWorst"),
    ALWAYS_HAS_RATES("aSessionThatHasEndedHasNoRates"),

    LISTS_NOTHING("pairedDevicesAreListed", "anArrivedDeviceIsListed"),
    LISTS_ALL_AS_PAIRED("unpairedDevicesAreListedAsSuch"),
    LISTS_DEVICES_TWICE("eachDeviceIsListedOnce"),
    HANDS_OUT_ITS_LIST("theListCannotBeChanged"),
    HANDS_OUT_A_VIEW("theListIsASnapshot"),
    FINDS_NOTHING("aTargetedDiscoveryMakesADeviceVisible"),
    TELLS_NO_CHANGE("aTargetedDiscoveryTellsThatTheDeviceHasChanged", "aChangeIsTold"),
    LOOKS_FOR_ANYTHING("anUnknownDeviceCannotBeLookedFor"),
    TELLS_NO_ARRIVAL("anArrivalIsTold"),
    TELLS_LITTLE("anEventTellsProviderAndDevice"),
    TELLS_NO_DEPARTURE("aDepartureIsTold"),
    LISTS_THE_DEPARTED("aDepartedDeviceIsNotListed"),
    TELLS_CHANGES_LATE("eventsComeInTheOrderOfWhatHappened"),

    OFFERS_NO_PAIRING("aDeviceTellsHowItCanBePaired"),
    FORGETS_WHAT_IT_PAIRS("aPairedDeviceIsListedAsSuch", "aDeviceThatWasPairedOpens"),
    TELLS_NO_PAIRING("aPairingTellsThatTheDeviceHasChanged"),
    PAIRS_IN_THE_CALL("theResultOfAPairingComesOnAnotherThread"),
    TAKES_ANY_PIN("aWrongPinIsNotAuthenticated"),
    PAIRS_ALL_THE_SAME("aWrongPinLeavesTheDeviceUnpaired"),
    TAKES_PINS_FOR_EVER("aPinIsEnteredOnce"),
    TAKES_PINS_FOR_BUTTONS("noPinIsEnteredWhereNoneIsShown"),
    SHOWS_NO_PIN("aPinToShowIsThereFromTheBeginning"),
    TAKES_ANY_METHOD("aMethodThatTheDeviceLacksIsNotSupported"),
    PAIRS_UNKNOWN_DEVICES("anUnknownDeviceCannotBePaired"),
    PAIRS_TWICE("aPairedDeviceCannotBePairedAgain"),
    PAIRS_FOR_SEVERAL("aDeviceIsPairedByOneAtATime"),
    IS_SILENT_AFTER_A_CANCELLED_PAIRING("aCancelledPairingStillCompletes"),
    KEEPS_CANCELLED_PAIRINGS("aPairingThatFailedLeavesRoomForTheNext"),
    FORGETS_PENDING_PAIRINGS("aServiceThatStopsEndsPairings", "aProviderThatGoesEndsItsPairings"),

    LEAVES_SESSIONS_BEHIND("aProviderThatGoesEndsItsSessions"),
    LEAVES_OPENS_PENDING("aProviderThatGoesCompletesWhatIsPending"),
    LEAVES_HANDLES_OPEN("aProviderThatGoesClosesItsHandles"),
    LEAVES_DEVICES_BEHIND("aProviderThatGoesTakesItsDevicesAlong"),
    HAS_ANOTHER_NAME("theStatusHasTheProvidersName"),
    ALWAYS_COMPLAINS("aProviderThatWorksNeedsNoReason"),
    NEVER_COMPLAINS("aProviderThatDoesNotWorkSaysWhy");

    private final List<String> brokenRules;

    Flaw(String... brokenRules) {
        this.brokenRules = List.of(brokenRules);
    }

    List<String> brokenRules() {
        return brokenRules;
    }
}
