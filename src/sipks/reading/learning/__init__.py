"""Models that learn from labelled texts: features, fitting, calibration, measures and storage.

Reading needs only NumPy; fitting needs scikit-learn and is imported where it is asked for.
"""
