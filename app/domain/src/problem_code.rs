//! The codes of everything that can be wrong. A code never changes its meaning: locales, API and outbox keep it.

macro_rules! codes {
    ($($name:ident = $text:literal),* $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ProblemCode { $($name),* }

        impl ProblemCode {
            pub const ALL: &'static [ProblemCode] = &[$(ProblemCode::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(ProblemCode::$name => $text),* }
            }

            pub fn parse(text: &str) -> Option<ProblemCode> {
                match text { $($text => Some(ProblemCode::$name),)* _ => None }
            }
        }
    };
}

codes! {
    // Documents
    FieldUnknown = "field-unknown",
    FieldMissing = "field-missing",
    FieldMalformed = "field-malformed",
    FieldUnwanted = "field-unwanted",
    FieldTooLong = "field-too-long",
    FieldOutOfRange = "field-out-of-range",
    Duplicate = "duplicate",
    Contradiction = "contradiction",
    VersionUnsupported = "version-unsupported",
    KeyMalformed = "key-malformed",
    // Numbers
    NumberEmpty = "number-empty",
    NumberMalformed = "number-malformed",
    NumberForeignMark = "number-foreign-mark",
    NumberGrouping = "number-grouping",
    NumberTooLong = "number-too-long",
    // Periods
    DateMalformed = "date-malformed",
    PeriodMalformed = "period-malformed",
    PeriodGranularity = "period-granularity",
    PeriodFiner = "period-finer",
    SpanReversed = "span-reversed",
    // Definitions
    LanguageMissing = "language-missing",
    RatioUnwanted = "ratio-unwanted",
    ScaleUnsupported = "scale-unsupported",
    StepsMissing = "steps-missing",
    LabelsMissing = "labels-missing",
    BandMissing = "band-missing",
    BandReversed = "band-reversed",
    PlausibleReversed = "plausible-reversed",
    ToleranceReversed = "tolerance-reversed",
    PointsSamePosition = "points-same-position",
    PointsOverlap = "points-overlap",
    UnitFixed = "unit-fixed",
    NatureFixed = "nature-fixed",
    FrequencyFixed = "frequency-fixed",
    FinancialYearFixed = "financial-year-fixed",
    KpiUnknown = "kpi-unknown",
    KpiArchived = "kpi-archived",
    KpiHasReadings = "kpi-has-readings",
    BaselineNeeded = "baseline-needed",
    // Formulas
    FormulaMissing = "formula-missing",
    FormulaUnexpected = "formula-unexpected",
    FormulaUnfinished = "formula-unfinished",
    FormulaMinus = "formula-minus",
    FormulaFunction = "formula-function",
    FormulaArguments = "formula-arguments",
    FormulaTooLong = "formula-too-long",
    FormulaTooDeep = "formula-too-deep",
    FormulaCycle = "formula-cycle",
    FormulaOperandCoarser = "formula-operand-coarser",
    // Warnings
    FormulaUnits = "formula-units",
    FormulaUnitResult = "formula-unit-result",
    // Readings
    ReadingOfFormula = "reading-of-formula",
    ReadingPartMissing = "reading-part-missing",
    ReadingPartUnwanted = "reading-part-unwanted",
    ReadingEmpty = "reading-empty",
    ReadingStateUnknown = "reading-state-unknown",
    ReadingStateMissing = "reading-state-missing",
    ReadingReasonUnwanted = "reading-reason-unwanted",
    ReadingNegativeCount = "reading-negative-count",
    ReadingNotWhole = "reading-not-whole",
    ReadingOutOfSteps = "reading-out-of-steps",
    ReadingOutOfLabels = "reading-out-of-labels",
    ReadingForm = "reading-form",
    PeriodFrozen = "period-frozen",
    PeriodLocked = "period-locked",
    CorrectionReason = "correction-reason",
    StateTransition = "state-transition",
    // Evidence and threads
    FileEmpty = "file-empty",
    FileTooLarge = "file-too-large",
    FileKind = "file-kind",
    FileRoom = "file-room",
    FileLost = "file-lost",
    LinkMalformed = "link-malformed",
    StepUnknown = "step-unknown",
    EvidenceFrozen = "evidence-frozen",
    MessageEmpty = "message-empty",
    // Logos
    LogoKind = "logo-kind",
    LogoTooLarge = "logo-too-large",
    LogoTooManyPixels = "logo-too-many-pixels",
    LogoUnreadable = "logo-unreadable",
    LogoInvisible = "logo-invisible",
    LogoHolds = "logo-holds",
    LogoElaborate = "logo-elaborate",
    // The edge
    NotAllowed = "not-allowed",
    NotFound = "not-found",
    IdReused = "id-reused",
    // What a newer program says: an older one keeps the entry and shows it all the same.
    Unknown = "refused-otherwise",
}
